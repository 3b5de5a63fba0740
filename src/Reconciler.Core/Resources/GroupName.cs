namespace Reconciler.Core.Resources;

/// <summary>A server group's name; servers and groups share one name space.</summary>
/// <param name="Value"><c>[A-Za-z0-9][A-Za-z0-9._-]{0,127}</c>, see <see cref="ResourceName"/>.</param>
public readonly record struct GroupName(string Value) : IComparable<GroupName>
{
    public int CompareTo(GroupName other) => string.CompareOrdinal(Value, other.Value);

    public static bool operator <(GroupName left, GroupName right) => left.CompareTo(right) < 0;

    public static bool operator >(GroupName left, GroupName right) => left.CompareTo(right) > 0;

    public static bool operator <=(GroupName left, GroupName right) => left.CompareTo(right) <= 0;

    public static bool operator >=(GroupName left, GroupName right) => left.CompareTo(right) >= 0;

    public override string ToString() => Value;
}
