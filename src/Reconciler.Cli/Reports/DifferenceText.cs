using System.Collections.Immutable;
using Reconciler.Core.Planning;
using Reconciler.Engine.Servers;

namespace Reconciler.Cli.Reports;

/// <summary>How a tree differs from what it should be, in words.</summary>
internal static class DifferenceText
{
    /// <summary>How many are spelt out; the rest is counted.</summary>
    private const int Named = 3;

    /// <summary><c>5 entries differ: 'a.txt' is missing, 'b.txt' has other content, 'c' is extra, and 2 more</c></summary>
    internal static string Line(ImmutableArray<Difference> differences)
    {
        if (differences is [{ Path: "" } whole])
            return Of(whole);

        var named = string.Join(", ", differences.Take(Named).Select(Of));
        var more = differences.Length > Named ? $", and {differences.Length - Named} more" : "";
        return differences.Length == 1 ? named : $"{PlanText.Count(differences.Length, "difference")}: {named}{more}";
    }

    internal static string Of(Difference difference) => $"{(difference.Path.Length == 0 ? "it" : $"'{difference.Path}'")} {Words(difference.Kind)}";

    private static string Words(DifferenceKind kind) => kind switch
    {
        DifferenceKind.Missing => "is missing",
        DifferenceKind.Extra => "is not part of the package",
        DifferenceKind.ContentDiffers => "has other content",
        DifferenceKind.SizeDiffers => "has another size",
        DifferenceKind.TimeDiffers => "has another time",
        DifferenceKind.ModeDiffers => "has other permissions",
        DifferenceKind.LinkDiffers => "leads elsewhere",
        DifferenceKind.KindDiffers => "is something else than a directory or file of the package",
        DifferenceKind.Replaced => "is not the one that was published",
        DifferenceKind.ReceiptMissing => "has no receipt",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "unknown kind of difference"),
    };
}
