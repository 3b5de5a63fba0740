namespace Reconciler.Core.Resources;

/// <summary>A package's name, unique without regard to case.</summary>
/// <param name="Value"><c>[A-Za-z0-9][A-Za-z0-9._-]{0,127}</c>, see <see cref="ResourceName"/>.</param>
public readonly record struct PackageName(string Value) : IComparable<PackageName>
{
    public int CompareTo(PackageName other) => string.CompareOrdinal(Value, other.Value);

    public static bool operator <(PackageName left, PackageName right) => left.CompareTo(right) < 0;

    public static bool operator >(PackageName left, PackageName right) => left.CompareTo(right) > 0;

    public static bool operator <=(PackageName left, PackageName right) => left.CompareTo(right) <= 0;

    public static bool operator >=(PackageName left, PackageName right) => left.CompareTo(right) >= 0;

    public override string ToString() => Value;
}
