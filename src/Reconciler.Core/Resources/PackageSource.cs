using Reconciler.Core.Diagnostics;

namespace Reconciler.Core.Resources;

/// <summary>Where a package's content comes from.</summary>
public abstract record PackageSource(string Path, SourcePosition At)
{
    /// <summary>The path, as messages show it.</summary>
    public string Name => Path.Length == 0 ? "." : Path;

    /// <summary>One file or a directory of the configuration repository, at the planned commit.</summary>
    /// <param name="Path">From the repository's root, with forward slashes, no <c>.</c> or <c>..</c>; empty for the root itself.</param>
    public sealed record InRepository(string Path, SourcePosition At) : PackageSource(Path, At);

    /// <summary>A directory (or one file) on the site server. Absolute.</summary>
    public sealed record OnSiteServer(string Path, SourcePosition At) : PackageSource(Path, At);
}
