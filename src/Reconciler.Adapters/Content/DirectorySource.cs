using Reconciler.Adapters.Linux;
using Reconciler.Core.Diagnostics;
using Reconciler.Engine.Repositories;

namespace Reconciler.Adapters.Content;

/// <summary>
/// A directory, or one file, on the site server. Links on the way to it are followed, once, when it is opened; below it none is. The directory that
/// stood at the path at that moment is read to the end, even if another one stands there by then.
/// </summary>
internal sealed class DirectorySource : ISourceTree, IDisposable
{
    private readonly DirectoryHandle directory;
    private readonly SourcePosition at;
    private readonly FileName? file;
    private readonly string displayName;
    private readonly Func<string, bool> goesInto;

    private DirectorySource(DirectoryHandle directory, SourcePosition at, FileName? file, string displayName, Func<string, bool> goesInto)
    {
        this.directory = directory;
        this.at = at;
        this.file = file;
        this.displayName = displayName;
        this.goesInto = goesInto;
    }

    /// <summary>Only reading tells.</summary>
    public string? Identity => null;

    /// <summary>Where the links on the way to it led.</summary>
    internal string RealPath
    {
        get
        {
            var path = directory.RealPath();
            return file is { } name ? Path.Combine(path, name.ToString()) : path;
        }
    }

    /// <param name="path">Absolute.</param>
    /// <param name="at">The line that names it.</param>
    /// <param name="goesInto">Told the path of a directory below; false leaves all of it out, unseen. Null: everything is listed.</param>
    /// <exception cref="SourceException">Nothing is there, it cannot be read, or it is neither a file nor a directory.</exception>
    internal static DirectorySource Open(string path, SourcePosition at, Func<string, bool>? goesInto = null)
    {
        try
        {
            var target = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? Path.TrimEndingDirectorySeparator(path);
            return Directory.Exists(target)
                ? new(DirectoryHandle.Open(target), at, null, path, goesInto ?? (_ => true))
                : OpenFile(target, path, at);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException or SystemCallException { Errno: Errno.ENOENT or Errno.ENOTDIR })
        {
            throw new SourceException(ContentDiagnostics.SourceMissing(at, path), SourceFault.Failed, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            var reason = e is SystemCallException refused ? refused.Reason() : e.Message;
            throw new SourceException(ContentDiagnostics.SourceUnreadable(at, path, reason), SourceFault.Failed, e);
        }
    }

    public IEnumerable<SourceEntry> Entries(CancellationToken cancellationToken) =>
        file is { } name ? [OnlyFile(name)] : new DirectoryWalk(directory, at, goesInto, cancellationToken).Entries();

    public Stream OpenRead(SourceEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            return new UnchangingStream(file is { } name ? directory.OpenFile(name) : OpenBelow(entry.Path), entry, at);
        }
        catch (SystemCallException e)
        {
            throw DirectoryWalk.Refused(at, entry.Path, e);
        }
    }

    public void Dispose() => directory.Dispose();

    private static DirectorySource OpenFile(string target, string path, SourcePosition at)
    {
        var parent = DirectoryHandle.Open(Path.GetDirectoryName(target)!);
        try
        {
            FileName name = Path.GetFileName(target);
            var kind = parent.FindStatus(name)?.Kind ?? throw new SourceException(ContentDiagnostics.SourceMissing(at, path));
            if (kind == FileKind.Special)
                throw new SourceException(ContentDiagnostics.UnsupportedEntry(at, path, SourceStatus.Describe(parent, name)));

            return new(parent, at, name, Path.GetFileName(Path.TrimEndingDirectorySeparator(path)), _ => true);
        }
        catch
        {
            parent.Dispose();
            throw;
        }
    }

    private SourceEntry OnlyFile(FileName name) => directory.FindStatus(name) is { } status
        ? new(displayName, SourceEntryKind.File, status.IsExecutableInGit(), status.SizeBytes, null, status.Stamp())
        : throw new SourceException(ContentDiagnostics.SourceChanging(at, displayName, "it vanished"), SourceFault.Changing);

    private FileHandle OpenBelow(string path)
    {
        var parts = path.Split('/');
        var place = directory;
        try
        {
            foreach (var part in parts[..^1])
            {
                var next = place.OpenDirectory(part);
                if (place != directory)
                    place.Dispose();
                place = next;
            }

            return place.OpenFile(parts[^1]);
        }
        finally
        {
            if (place != directory)
                place.Dispose();
        }
    }
}
