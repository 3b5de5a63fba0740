using LibGit2Sharp;
using Reconciler.Configuration.Input;
using Reconciler.Core.Commits;
using Reconciler.Core.Diagnostics;
using Reconciler.Core.Resources;
using Reconciler.Engine.Repositories;

namespace Reconciler.Adapters.Git;

/// <summary>
/// The files as they stand on disk, as far as the next <c>git add --all</c> would take them: nothing that is ignored and not tracked, no
/// <c>.git</c>, no empty directories. Bytes are taken as they are: what filters (<c>autocrlf</c>) would change on the way is not undone.
/// </summary>
internal sealed class WorktreeSnapshot : IRepositorySnapshot
{
    private const string NoCommit = "0000000000000000000000000000000000000000";

    private readonly string directory;
    private readonly WorktreeFiles files;

    internal WorktreeSnapshot(RepositoryPool pool, string directory)
    {
        this.directory = directory;
        files = new(pool);
        Commit = pool.Use(Head) with { HasUncommittedFiles = true };
    }

    public CommitInfo Commit { get; }

    public bool HasDirectory(string path)
    {
        if (!Directory.Exists(FullPath(path)) || IsBehindLink(path))
            return false;

        using var tree = Tree(path, default);
        return path.Length == 0 || tree.Entries(CancellationToken.None).Any();
    }

    /// <exception cref="RepositoryException">A file cannot be read.</exception>
    public IEnumerable<ConfigurationFile> ReadConfiguration(string path)
    {
        if (!Directory.Exists(FullPath(path)) || IsBehindLink(path))
            yield break;

        using var tree = Tree(path, default);
        foreach (var entry in tree.Entries(CancellationToken.None).Where(IsConfiguration))
        {
            var file = path.Length == 0 ? entry.Path : $"{path}/{entry.Path}";
            yield return new(file, null, () => ConfigurationFile.IsTooLarge(entry.SizeBytes) ? default(ReadOnlyMemory<byte>?) : Read(path, entry));
        }
    }

    public ISourceTree? FindSource(PackageSource.InRepository source)
    {
        var fullPath = FullPath(source.Path);
        if (new FileInfo(fullPath).LinkTarget is { } target && !IsBehindLink(Path.GetDirectoryName(source.Path)!))
            throw new SourceException(ContentDiagnostics.SourceIsLink(source.At, source.Name, target));

        var isFile = File.Exists(fullPath);
        return (isFile || Directory.Exists(fullPath)) && !IsBehindLink(source.Path) && (!isFile || files.Takes(source.Path))
            ? Tree(source.Path, source.At)
            : null;
    }

    // A repository without a commit has nothing but a work tree yet.
    private static CommitInfo Head(Repository repository) =>
        GitRevision.Head(repository) ?? new(NoCommit, GitRevision.HeadName(repository), "", DateTimeOffset.UnixEpoch);

    private static bool IsConfiguration(SourceEntry entry)
    {
        var parts = entry.Path.Split('/');
        return entry is { Kind: SourceEntryKind.File, Fault: null }
            && ConfigurationFileName.IsConfiguration(parts[^1])
            && !parts[..^1].Any(ConfigurationFileName.IsLeftOut);
    }

    private ReadOnlyMemory<byte> Read(string path, SourceEntry entry)
    {
        try
        {
            using var tree = Tree(path, default);
            using var stream = tree.OpenRead(entry, CancellationToken.None);
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            return bytes.ToArray();
        }
        catch (SourceException e)
        {
            throw new RepositoryException(directory, $"{directory}: {e.Message}", e);
        }
    }

    private WorktreeTree Tree(string path, SourcePosition at) => new(directory, path, files, at);

    private string FullPath(string path) => Path.Combine(directory, path);

    // Git has nothing below a link, whatever the disk shows there.
    private bool IsBehindLink(string path)
    {
        for (var place = path; place.Length > 0; place = Path.GetDirectoryName(place)!)
        {
            if (new FileInfo(FullPath(place)).LinkTarget is not null)
                return true;
        }

        return false;
    }
}
