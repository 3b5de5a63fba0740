using System.Collections.Immutable;
using Reconciler.Core.Diagnostics;

namespace Reconciler.Core.Resources;

/// <summary>Content with versions, and the rules that say where it belongs.</summary>
/// <remarks>
/// <c>version</c>, <c>source</c> and <c>distribute</c> are the short way to write one version and one rule; <c>versions</c>, <c>rules</c> and
/// <c>except</c> are the long one. Nothing behind the configuration knows which was used.
/// </remarks>
/// <param name="Versions">At least one; names are unique, and all versions have one unless there is only one.</param>
/// <param name="Rules">In their order: the first whose expansion contains a server wins.</param>
/// <param name="Except">Groups and servers that get no version at all.</param>
/// <param name="PublishAs">Path below each server's root, with forward slashes.</param>
/// <param name="MinHolders">Removals never leave fewer servers than this with the package.</param>
/// <param name="Retire">Null unless <c>retire: true</c>: remove it everywhere.</param>
public sealed record Package(
    PackageName Name,
    ImmutableArray<PackageVersion> Versions,
    ImmutableArray<Distribution> Rules,
    ImmutableArray<Reference> Except,
    ImmutableArray<string> Include,
    ImmutableArray<string> Exclude,
    string PublishAs,
    Existing Existing,
    int MinHolders,
    Priority Priority,
    SourcePosition? Retire,
    SourcePosition At)
{
    /// <summary>The last line of the document, so that a changed line can be told to be the package's.</summary>
    public int LastLine { get; init; }
}

/// <summary>What happens to servers that hold a package when another server is added to its targets.</summary>
public enum Existing
{
    /// <summary>Nothing: only the new server gets a copy.</summary>
    Keep,

    /// <summary>They are refreshed once, as SMS 1.2 did (KB Q235157).</summary>
    Refresh,
}

public enum Priority
{
    High,
    Normal,
    Low,
}
