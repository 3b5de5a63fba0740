namespace Reconciler.Core.Diagnostics;

/// <summary>The known name that a misspelt one was probably meant to be.</summary>
/// <remarks>
/// Damerau-Levenshtein (optimal string alignment), without regard to case: a letter added, dropped, replaced, or two neighbours swapped
/// count 1. Up to a third of the letters may differ, three at most.
/// </remarks>
public static class NearestName
{
    private const int LongestName = 128;

    /// <returns>Null when nothing is near. Of equally near names the first in ordinal order.</returns>
    public static string? Of(string misspelt, IEnumerable<string> known)
    {
        if (misspelt.Length is 0 or > LongestName)
            return null;

        var wanted = misspelt.ToLowerInvariant();
        var bound = Math.Clamp(wanted.Length / 3, 1, 3);
        string? nearest = null;
        foreach (var candidate in known)
        {
            if (Math.Abs(candidate.Length - wanted.Length) > bound)
                continue;

            var distance = Distance(wanted, candidate.ToLowerInvariant());
            if (distance > bound || (distance == bound && nearest is not null && string.CompareOrdinal(candidate, nearest) > 0))
                continue;

            nearest = distance < bound || nearest is null || string.CompareOrdinal(candidate, nearest) < 0 ? candidate : nearest;
            bound = distance;
        }

        return nearest;
    }

    /// <summary><c>; did you mean 'bandwidth'?</c>, or nothing.</summary>
    public static string Question(string? nearest) => Ask(nearest) is { } question ? $"; {question}" : "";

    /// <summary><c>did you mean 'bandwidth'?</c></summary>
    internal static string? Ask(string? nearest) => nearest is null ? null : $"did you mean '{nearest}'?";

    /// <summary>Between two names, case and all.</summary>
    public static int Distance(string a, string b)
    {
        var beforeLast = new int[b.Length + 1];
        var last = new int[b.Length + 1];
        var row = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
            last[j] = j;

        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                row[j] = Math.Min(Math.Min(last[j] + 1, row[j - 1] + 1), replaced);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    row[j] = Math.Min(row[j], beforeLast[j - 2] + 1);
            }

            (beforeLast, last, row) = (last, row, beforeLast);
        }

        return last[b.Length];
    }
}
