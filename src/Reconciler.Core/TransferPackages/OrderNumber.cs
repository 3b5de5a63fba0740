using System.Globalization;

namespace Reconciler.Core.TransferPackages;

/// <summary>When a copy was ordered: the lock's epoch, and a count within it. Compared as two numbers; a receipt refuses an older one.</summary>
public readonly record struct OrderNumber(long Epoch, long Count) : IComparable<OrderNumber>
{
    public int CompareTo(OrderNumber other) => Epoch != other.Epoch ? Epoch.CompareTo(other.Epoch) : Count.CompareTo(other.Count);

    public static bool operator <(OrderNumber left, OrderNumber right) => left.CompareTo(right) < 0;

    public static bool operator >(OrderNumber left, OrderNumber right) => left.CompareTo(right) > 0;

    public static bool operator <=(OrderNumber left, OrderNumber right) => left.CompareTo(right) <= 0;

    public static bool operator >=(OrderNumber left, OrderNumber right) => left.CompareTo(right) >= 0;

    /// <summary><c>4.18</c></summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Epoch}.{Count}");

    public static bool TryParse(string text, out OrderNumber order)
    {
        order = default;
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0
            || !long.TryParse(text.AsSpan(0, dot), NumberStyles.None, CultureInfo.InvariantCulture, out var epoch)
            || !long.TryParse(text.AsSpan(dot + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            return false;

        order = new(epoch, count);
        return true;
    }
}
