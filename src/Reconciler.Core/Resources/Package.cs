using System.Collections.Immutable;
using Reconciler.Core.Diagnostics;

namespace Reconciler.Core.Resources;

/// <summary>Content with a version, and the rules that say where it belongs.</summary>
/// <param name="Version">Null: the first twelve characters of the content's digest.</param>
/// <param name="PublishAs">Path below each server's root, with forward slashes.</param>
/// <param name="MinHolders">Removals never leave fewer servers than this with the package.</param>
/// <param name="Retire">Null unless <c>retire: true</c>: remove it everywhere.</param>
public sealed record Package(
    PackageName Name,
    string? Version,
    PackageSource Source,
    ImmutableArray<string> Include,
    ImmutableArray<string> Exclude,
    string PublishAs,
    Distribution Distribute,
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
