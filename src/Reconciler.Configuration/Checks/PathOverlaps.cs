namespace Reconciler.Configuration.Checks;

/// <summary>Paths that are equal or lie inside each other, by sorting: n log n, not n².</summary>
internal static class PathOverlaps
{
    /// <summary>Below every character that a checked path can hold, so that what lies inside a path sorts right behind it.</summary>
    public const char Separator = '\u0001';

    /// <param name="items">Each with its path, parts joined by <see cref="Separator"/>.</param>
    /// <returns>Pairs of an outer item and one that is equal to it or inside it, every inner one with its nearest outer one.</returns>
    public static IEnumerable<(T Outer, T Inner, bool AreEqual)> Find<T>(IEnumerable<(string Path, T Item)> items)
    {
        var around = new Stack<(string Path, T Item)>();
        var sorted = items.ToArray();
        Array.Sort(sorted, (one, other) => string.CompareOrdinal(one.Path, other.Path));
        foreach (var item in sorted)
        {
            while (around.TryPeek(out var top) && !Contains(top.Path, item.Path))
                around.Pop();

            if (around.TryPeek(out var outer))
                yield return (outer.Item, item.Item, outer.Path.Length == item.Path.Length);
            around.Push(item);
        }
    }

    private static bool Contains(string outer, string inner) =>
        inner.StartsWith(outer, StringComparison.Ordinal) && (inner.Length == outer.Length || inner[outer.Length] == Separator);
}
