namespace Reconciler.Cli.Web.Api;

/// <summary>A part of a list that is sorted by name.</summary>
/// <param name="Last">The name of its last item; null when nothing comes behind it.</param>
/// <param name="Total">Of the whole list.</param>
internal sealed record Page<T>(IReadOnlyList<T> Items, string? Last, int Total)
{
    /// <param name="sorted">By <paramref name="name"/>, in ordinal order.</param>
    internal static Page<T> Of(IReadOnlyList<T> sorted, Func<T, string> name, ApiCall call)
    {
        var from = call.Cursor is { } last ? sorted.TakeWhile(item => string.CompareOrdinal(name(item), last) <= 0).Count() : 0;
        T[] items = [.. sorted.Skip(from).Take(call.Limit)];
        return new(items, from + items.Length < sorted.Count ? name(items[^1]) : null, sorted.Count);
    }
}
