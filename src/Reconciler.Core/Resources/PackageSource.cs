using Reconciler.Core.Content;
using Reconciler.Core.Diagnostics;

namespace Reconciler.Core.Resources;

/// <summary>Where a package's content comes from.</summary>
public abstract record PackageSource(string Path, SourcePosition At)
{
    /// <summary>The path, as messages show it.</summary>
    public virtual string Name => Path.Length == 0 ? "." : Path;

    /// <summary>What the operator's settings must allow, unless it lies in the configuration repository: a path or a URL.</summary>
    public virtual string Place => Path;

    /// <summary>One file or a directory of the configuration repository, at the planned commit.</summary>
    /// <param name="Path">From the repository's root, with forward slashes, no <c>.</c> or <c>..</c>; empty for the root itself.</param>
    public sealed record InRepository(string Path, SourcePosition At) : PackageSource(Path, At);

    /// <summary>A directory (or one file) on the site server. Absolute.</summary>
    public sealed record OnSiteServer(string Path, SourcePosition At) : PackageSource(Path, At)
    {
        /// <summary>Read again in every run, not once for each version.</summary>
        public bool Follow { get; init; }
    }

    /// <summary>What a web server sends, held to a sum.</summary>
    /// <param name="Path">The URL as written: http or https, without user, password and fragment.</param>
    /// <param name="FileName">What the package calls the file that arrives; null: it is an archive, and the package holds what is in it.</param>
    public sealed record AtUrl(string Path, Digest Sha256, string? FileName, SourcePosition At) : PackageSource(Path, At)
    {
        /// <summary>Without the query, which may be a key.</summary>
        public override string Name => Path.Split('?')[0];

        public override string Place => Name;
    }

    /// <summary>One file or a directory of another Git repository.</summary>
    /// <param name="Revision">Branch, tag, full name of a reference, commit id or the beginning of one; null: the remote's default branch.</param>
    /// <param name="Path">From that repository's root, with forward slashes, no <c>.</c> or <c>..</c>; empty for the root itself.</param>
    public sealed record InGit(GitUrl Url, string? Revision, string Path, SourcePosition At) : PackageSource(Path, At)
    {
        /// <summary>The revision is resolved again in every run, not once for each version.</summary>
        public bool Follow { get; init; }

        /// <summary><c>bin/viewer of https://host/tools.git at v3.1</c></summary>
        public override string Name => $"{(Path.Length == 0 ? "" : $"{Path} of ")}{Url}{(Revision is null ? "" : $" at {Revision}")}";

        public override string Place => Url.Text;
    }
}
