using System.ComponentModel;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Reconciler.Adapters.Linux;
using Reconciler.Core.Content;
using Reconciler.Core.Diagnostics;
using Reconciler.Engine.Repositories;

namespace Reconciler.Adapters.Content;

/// <summary>Lists everything below a directory, one open directory for each level.</summary>
internal sealed class DirectoryWalk(SafeFileHandle top, SourcePosition at, Func<string, bool> goesInto, CancellationToken cancellationToken)
{
    private static readonly UTF8Encoding strictUtf8 = new(false, throwOnInvalidBytes: true);

    /// <exception cref="SourceException">A directory cannot be read, or something vanished meanwhile.</exception>
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
    internal static SourceException Refused(SourcePosition at, string path, Win32Exception e) =>
        e.NativeErrorCode is DirectoryReading.NoEntry or DirectoryReading.NotDirectory or DirectoryReading.TooManyLinks
            ? new(ContentDiagnostics.SourceChanging(at, path, "it vanished or was replaced"), SourceFault.Changing, e)
            : new(ContentDiagnostics.SourceUnreadable(at, path, e.Message), SourceFault.Failed, e);

    /// <param name="below">A directory to go into, in place of an entry; null together with the entry: nothing.</param>
    private SourceEntry? Look(Level level, byte[] name, out Level? below)
    {
        below = null;
        if (Decode(name) is not { } text)
        {
            var visible = level.Prefix + VisibleBytes.Show(name);
            return Faulty(visible, ContentDiagnostics.NameNotUtf8(at, visible));
        }

        var path = level.Prefix + text;
        try
        {
            var stat = DirectoryReading.Stat(level.Directory, name);
            if (stat.IsFile)
                return new(path, SourceEntryKind.File, stat.IsExecutable, stat.SizeBytes, null, stat.Stamp);

            if (stat.IsSymlink)
                return Link(path, DirectoryReading.ReadLink(level.Directory, name), stat.Stamp);

            if (!stat.IsDirectory)
                return Faulty(path, ContentDiagnostics.UnsupportedEntry(at, path, stat.Kind));

            below = goesInto(path) ? Enter(level.Directory, name, $"{path}/") : null;
            return below is { Names.Count: 0 } ? LeaveEmpty(ref below, path, stat) : null;
        }
        catch (Win32Exception e)
        {
            throw Refused(at, path, e);
        }
    }

    private static SourceEntry LeaveEmpty(ref Level? below, string path, LinuxStat stat)
    {
        below!.Directory.Dispose();
        below = null;
        return new(path, SourceEntryKind.EmptyDirectory, IsExecutable: false, 0, null, stat.Stamp);
    }

    // Opened anew, because a listing moves the descriptor's position and the top may be listed again.
    private Level EnterTop()
    {
        try
        {
            return Enter(top, "."u8, "");
        }
        catch (Win32Exception e)
        {
            throw Refused(at, ".", e);
        }
    }

    private static Level Enter(SafeFileHandle parent, ReadOnlySpan<byte> name, string prefix)
    {
        var directory = DirectoryReading.OpenDirectory(parent, name);
        try
        {
            return new(prefix, directory, new(DirectoryReading.Names(directory)));
        }
        catch
        {
            directory.Dispose();
            throw;
        }
    }

    private SourceEntry Link(string path, byte[] target, string stamp) =>
        Decode(target) is { } text
            ? new(path, SourceEntryKind.Symlink, IsExecutable: false, target.Length, text, stamp)
            : Faulty(path, ContentDiagnostics.LinkNotUtf8(at, path, VisibleBytes.Show(target)));

    private static SourceEntry Faulty(string path, Diagnostic fault) =>
        new(path, SourceEntryKind.File, IsExecutable: false, 0, null, "") { Fault = fault };

    private static string? Decode(byte[] bytes)
    {
        try
        {
            return strictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <param name="Prefix">Path of the directory with a slash at its end; empty at the top.</param>
    /// <param name="Names">Not looked at yet.</param>
    private sealed record Level(string Prefix, SafeFileHandle Directory, Queue<byte[]> Names);
}
