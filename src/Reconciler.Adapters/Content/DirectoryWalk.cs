using Reconciler.Adapters.Linux;
using Reconciler.Core.Content;
using Reconciler.Core.Diagnostics;
using Reconciler.Engine.Repositories;

namespace Reconciler.Adapters.Content;

/// <summary>Lists everything below a directory, one open directory for each level.</summary>
internal sealed class DirectoryWalk(DirectoryHandle top, SourcePosition at, Func<string, bool> goesInto, CancellationToken cancellationToken)
{
    /// <exception cref="SourceException">The top itself cannot be read.</exception>
    internal IEnumerable<SourceEntry> Entries()
    {
        var levels = new Stack<Level>();
        try
        {
            levels.Push(EnterTop());
            while (levels.TryPeek(out var level))
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (!level.Names.TryDequeue(out var name))
                    levels.Pop().Directory.Dispose();
                else if (Look(level, name, out var below) is { } entry)
                    yield return entry;
                else if (below is not null)
                    levels.Push(below);
            }
        }
        finally
        {
            foreach (var level in levels)
                level.Directory.Dispose();
        }
    }

    /// <summary>What the system's answer means for a package: what was there a moment ago changes.</summary>
    internal static SourceException Refused(SourcePosition at, string path, SystemCallException e) =>
        e.Errno is Errno.ENOENT or Errno.ENOTDIR or Errno.ELOOP
            ? Changing(at, path, e)
            : new(ContentDiagnostics.SourceUnreadable(at, path, e.Reason()), SourceFault.Failed, e);

    /// <param name="below">A directory to go into, in place of an entry; null together with the entry: nothing.</param>
    private SourceEntry? Look(Level level, FileName name, out Level? below)
    {
        below = null;
        if (name.Text is not { } text)
        {
            var visible = level.Prefix + VisibleBytes.Show(name.Bytes);
            return Faulty(visible, new(ContentDiagnostics.NameNotUtf8(at, visible)));
        }

        var path = level.Prefix + text;
        try
        {
            if (level.Directory.FindStatus(name) is not { } status)
                return Faulty(path, Changing(at, path));

            if (status.Kind != FileKind.Directory)
                return Leaf(level.Directory, name, path, status);

            below = goesInto(path) ? Enter(level.Directory.OpenDirectory(name), $"{path}/") : null;
            return below is { Names.Count: 0 } ? LeaveEmpty(ref below, path, status) : null;
        }
        catch (SystemCallException e)
        {
            return Faulty(path, Refused(at, path, e));
        }
    }

    private SourceEntry Leaf(DirectoryHandle directory, FileName name, string path, FileStatus status) => status.Kind switch
    {
        FileKind.File => new(path, SourceEntryKind.File, status.IsExecutableInGit(), status.SizeBytes, null, status.Stamp()),
        FileKind.Symlink => Link(path, directory.ReadSymlink(name), status.Stamp()),
        _ => Faulty(path, new(ContentDiagnostics.UnsupportedEntry(at, path, SourceStatus.Describe(directory, name)))),
    };

    private static SourceEntry LeaveEmpty(ref Level? below, string path, FileStatus status)
    {
        below!.Directory.Dispose();
        below = null;
        return new(path, SourceEntryKind.EmptyDirectory, IsExecutable: false, 0, null, status.Stamp());
    }

    private Level EnterTop()
    {
        try
        {
            return Enter(top.Reopen(), "");
        }
        catch (SystemCallException e)
        {
            throw Refused(at, ".", e);
        }
    }

    private static Level Enter(DirectoryHandle directory, string prefix)
    {
        try
        {
            return new(prefix, directory, new(directory.List()));
        }
        catch
        {
            directory.Dispose();
            throw;
        }
    }

    private static SourceException Changing(SourcePosition at, string path, Exception? inner = null) =>
        new(ContentDiagnostics.SourceChanging(at, path, "it vanished or was replaced"), SourceFault.Changing, inner);

    private SourceEntry Link(string path, byte[] target, string stamp) =>
        Utf8Text.Decode(target) is { } text
            ? new(path, SourceEntryKind.Symlink, IsExecutable: false, target.Length, text, stamp)
            : Faulty(path, new(ContentDiagnostics.LinkNotUtf8(at, path, VisibleBytes.Show(target))));

    private static SourceEntry Faulty(string path, SourceException fault) =>
        new(path, SourceEntryKind.File, IsExecutable: false, 0, null, "") { Fault = fault };

    /// <param name="Prefix">Path of the directory with a slash at its end; empty at the top.</param>
    /// <param name="Names">Not looked at yet.</param>
    private sealed record Level(string Prefix, DirectoryHandle Directory, Queue<FileName> Names);
}
