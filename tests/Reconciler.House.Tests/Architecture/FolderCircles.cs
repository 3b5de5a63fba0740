using Reconciler.House.Tests.Symbols;

namespace Reconciler.House.Tests.Architecture;

/// <summary>Folders (namespaces) of one project that need each other, directly or round a corner.</summary>
internal static class FolderCircles
{
    /// <param name="types">All types of one project.</param>
    public static IEnumerable<string> Violations(string project, IReadOnlyCollection<TypeReferences> types)
    {
        var folderOf = types.ToDictionary(type => type.FullName, type => type.Namespace);
        var uses = (
            from type in types
            from used in type.Types
            where folderOf.TryGetValue(used, out var folder) && folder != type.Namespace
            select (From: type.Namespace, To: folderOf[used], Type: type.FullName, Used: used)).Distinct().ToArray();
        var below = uses.ToLookup(use => use.From, use => use.To);

        foreach (var circle in uses.Select(use => use.From).Distinct().Order(StringComparer.Ordinal).Select(folder => Circle(folder, below)).OfType<string[]>().DistinctBy(Key))
        {
            var steps = circle.Zip([.. circle.Skip(1), circle[0]])
                .Select(step => uses.Where(use => use.From == step.First && use.To == step.Second).MinBy(use => use.Type, StringComparer.Ordinal))
                .Select(use => $"{use.Type} uses {use.Used}");
            yield return $"{project}: the folders {string.Join(" → ", [.. circle, circle[0]])} form a circle ({string.Join("; ", steps)}). Move the type that both need into the lower one, or into a folder of its own.";
        }
    }

    private static string Key(string[] circle) => string.Join('|', circle.Order(StringComparer.Ordinal));

    /// <summary>The shortest way from the folder back to itself; null when there is none.</summary>
    private static string[]? Circle(string start, ILookup<string, string> below)
    {
        var ways = new Queue<string[]>([[start]]);
        var seen = new HashSet<string>();
        while (ways.TryDequeue(out var way))
        {
            foreach (var next in below[way[^1]].Distinct().Order(StringComparer.Ordinal))
            {
                if (next == start)
                    return way;

                if (seen.Add(next))
                    ways.Enqueue([.. way, next]);
            }
        }

        return null;
    }
}
