using System.Collections.Immutable;

namespace Reconciler.Cli.Web.Hooks;

/// <summary>What a hook says was pushed.</summary>
/// <param name="Refs">Full names; empty: it does not say which.</param>
/// <param name="DefaultBranch">A short name; null: it does not say.</param>
internal sealed record Push(ImmutableArray<string> Refs, string? DefaultBranch)
{
    private const string Branches = "refs/heads/";

    private const string Tags = "refs/tags/";

    internal static Push OfAnything { get; } = new([], null);

    internal static string Branch(string name) => Branches + name;

    internal static string Tag(string name) => Tags + name;

    /// <summary>Whether a revision that is followed may have moved.</summary>
    /// <param name="revision">As somebody wrote it; null: the default branch.</param>
    internal bool Concerns(string? revision)
    {
        if (Refs.IsEmpty || (revision is null && DefaultBranch is null))
            return true;

        return revision is null
            ? Refs.Contains(Branch(DefaultBranch!), StringComparer.Ordinal)
            : Refs.Any(one => one == revision || one == Branch(revision) || one == Tag(revision));
    }
}
