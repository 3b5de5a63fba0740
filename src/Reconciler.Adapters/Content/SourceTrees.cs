using Reconciler.Core.Diagnostics;
using Reconciler.Core.Resources;
using Reconciler.Engine.Reconciling;
using Reconciler.Engine.Repositories;

namespace Reconciler.Adapters.Content;

/// <summary>Opens sources that are trees of files: in the configuration repository, in other repositories, and on the site server.</summary>
/// <param name="isAllowed">Of an absolute path on the site server; asked for the path as written, and for where its links lead.</param>
internal sealed class SourceTrees(Func<string, bool> isAllowed)
{
    /// <param name="snapshot">Of the repository that holds the source.</param>
    /// <returns>To be disposed of when it can be.</returns>
    /// <exception cref="SourceException">Nothing is there, it cannot be read, or it is not allowed.</exception>
    internal ISourceTree Open(PackageSource source, IRepositorySnapshot snapshot) => source switch
    {
        PackageSource.InRepository inside => snapshot.FindSource(inside)
            ?? throw new SourceException(ContentDiagnostics.SourceMissing(inside.At, inside.Name)),
        PackageSource.InGit remote => GitReading.Open(remote, snapshot),
        PackageSource.OnSiteServer onServer => OpenAllowed(onServer),
        _ => throw new ArgumentOutOfRangeException(nameof(source), source, "unknown kind of source"),
    };

    /// <returns>Null when nothing is there, or only reading tells.</returns>
    internal static string? FindIdentity(PackageSource.InRepository source, IRepositorySnapshot snapshot)
    {
        var tree = snapshot.FindSource(source);
        using var closing = tree as IDisposable;
        return tree?.Identity;
    }

    private DirectorySource OpenAllowed(PackageSource.OnSiteServer source)
    {
        RefuseUnlessAllowed(source, source.Path);
        var directory = DirectorySource.Open(source.Path, source.At);
        try
        {
            RefuseUnlessAllowed(source, directory.RealPath);
            return directory;
        }
        catch
        {
            directory.Dispose();
            throw;
        }
    }

    private void RefuseUnlessAllowed(PackageSource.OnSiteServer source, string path)
    {
        if (!isAllowed(path))
            throw new SourceException(ContentDiagnostics.SourceNotAllowed(source.At, path, AllowList.LineForSource(path)), SourceFault.NotAllowed);
    }
}
