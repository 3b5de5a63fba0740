namespace Reconciler.Core.Resources;

/// <summary>A site's name.</summary>
/// <param name="Value"><c>[A-Za-z0-9][A-Za-z0-9._-]{0,127}</c>, see <see cref="ResourceName"/>.</param>
public readonly record struct SiteName(string Value) : IComparable<SiteName>
{
    public int CompareTo(SiteName other) => string.CompareOrdinal(Value, other.Value);

    public static bool operator <(SiteName left, SiteName right) => left.CompareTo(right) < 0;

    public static bool operator >(SiteName left, SiteName right) => left.CompareTo(right) > 0;

    public static bool operator <=(SiteName left, SiteName right) => left.CompareTo(right) <= 0;

    public static bool operator >=(SiteName left, SiteName right) => left.CompareTo(right) >= 0;

    public override string ToString() => Value;
}
