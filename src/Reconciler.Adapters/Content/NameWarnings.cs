using System.Collections.Immutable;
using Reconciler.Core.Content;
using Reconciler.Core.Diagnostics;

namespace Reconciler.Adapters.Content;

/// <summary>Names that some servers cannot hold.</summary>
internal static class NameWarnings
{
    // One bad habit in a large tree must not bury everything else.
    private const int MostOfAKind = 10;

    internal static ImmutableArray<Diagnostic> Of(Manifest manifest, SourcePosition at)
    {
        var impossible = new List<Diagnostic>();
        var alike = new List<Diagnostic>();
        var seen = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var path in PathsOf(manifest))
        {
            var name = path[(path.LastIndexOf('/') + 1)..];
            if (WindowsName.ProblemOf(name) is { } problem)
                impossible.Add(ContentDiagnostics.WindowsCannotHoldName(at, path, problem));

            if (!seen.TryAdd(NameFolding.Fold(path), path))
                alike.Add(ContentDiagnostics.NamesDifferOnlyInCaseOrForm(at, seen[NameFolding.Fold(path)], path));
        }

        return [.. impossible.Take(MostOfAKind), .. alike.Take(MostOfAKind)];
    }

    /// <summary>Every entry and every directory above one, once, each before what is below it.</summary>
    private static IEnumerable<string> PathsOf(Manifest manifest)
    {
        var directories = new HashSet<string>(StringComparer.Ordinal);
        foreach (var path in manifest.Entries.Select(entry => entry.Path))
        {
            for (var slash = path.IndexOf('/', StringComparison.Ordinal); slash > 0; slash = path.IndexOf('/', slash + 1))
            {
                if (directories.Add(path[..slash]))
                    yield return path[..slash];
            }

            yield return path;
        }
    }
}
