using Reconciler.Configuration.Input;
using Reconciler.Core.Commits;
using Reconciler.Core.Resources;

namespace Reconciler.Engine.Repositories;

/// <summary>The configuration repository at one commit, or as its files stand. Paths count from its root, with forward slashes; the root is empty.</summary>
public interface IRepositorySnapshot
{
    CommitInfo Commit { get; }

    bool HasDirectory(string path);

    /// <summary>Every <c>*.yaml</c>, <c>*.yml</c> and <c>.reconcilerignore</c> below <paramref name="path"/>, outside of dot directories. Links are not followed.</summary>
    /// <exception cref="RepositoryException">The repository is damaged.</exception>
    IEnumerable<ConfigurationFile> ReadConfiguration(string path);

    /// <summary>The content of a package's <c>path</c> source; null when nothing is there.</summary>
    /// <param name="source">Its position stands in what <see cref="ISourceTree"/> throws.</param>
    /// <exception cref="SourceException">A link stands there.</exception>
    ISourceTree? FindSource(PackageSource.InRepository source);
}
