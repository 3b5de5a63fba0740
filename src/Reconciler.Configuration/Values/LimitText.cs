using System.Globalization;
using Reconciler.Core.Resources;

namespace Reconciler.Configuration.Values;

/// <summary>A count, <c>500</c>, or a percentage, <c>20%</c>.</summary>
public static class LimitText
{
    public static bool TryParse(ReadOnlySpan<char> text, out RemovalLimit limit)
    {
        var isPercent = text.EndsWith("%");
        var digits = isPercent ? text[..^1] : text;
        var isNumber = int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var value);
        limit = new(value, isPercent);
        return isNumber && (!isPercent || value <= 100);
    }
}
