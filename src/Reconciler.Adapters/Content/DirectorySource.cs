using System.ComponentModel;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Reconciler.Adapters.Linux;
using Reconciler.Core.Diagnostics;
using Reconciler.Engine.Repositories;

namespace Reconciler.Adapters.Content;

/// <summary>
/// A directory, or one file, on the site server. Links on the way to it are followed, once, when it is opened; below it none is. What stood at
/// the path at that moment is read to the end, even if something else stands there by then.
/// </summary>
internal sealed class DirectorySource : ISourceTree, IDisposable
{
    private readonly SafeFileHandle top;
    private readonly SourcePosition at;
    private readonly LinuxStat stat;
    private readonly Func<string, bool> goesInto;

    private DirectorySource(string path, SafeFileHandle top, SourcePosition at, Func<string, bool> goesInto)
    {
        Path = path;
        this.top = top;
        this.at = at;
        this.goesInto = goesInto;
        stat = DirectoryReading.Stat(top);
    }

    /// <summary>As it was asked for.</summary>
    internal string Path { get; }

    /// <summary>Only reading tells.</summary>
    public string? Identity => null;

    /// <summary>Where the links on the way to it led.</summary>
    internal string RealPath => DirectoryReading.RealPath(top);

    /// <param name="path">Absolute.</param>
    /// <param name="at">The line that names it.</param>
    /// <param name="goesInto">Told the path of a directory below; false leaves all of it out, unseen.</param>
    /// <exception cref="SourceException">Nothing is there, it cannot be read, or it is neither a file nor a directory.</exception>
    internal static DirectorySource Open(string path, SourcePosition at, Func<string, bool>? goesInto = null)
    {
        try
        {
            var source = new DirectorySource(path, OpenTop(path), at, goesInto ?? (_ => true));
            if (source.stat is { IsFile: false, IsDirectory: false })
                throw new SourceException(ContentDiagnostics.UnsupportedEntry(at, path, source.stat.Kind), SourceFault.Failed);

            return source;
        }
        catch (Win32Exception e)
        {
            var diagnostic = e.NativeErrorCode is DirectoryReading.NoEntry or DirectoryReading.NotDirectory
                ? ContentDiagnostics.SourceMissing(at, path)
                : ContentDiagnostics.SourceUnreadable(at, path, e.Message);
            throw new SourceException(diagnostic, SourceFault.Failed, e);
        }
    }

    public IEnumerable<SourceEntry> Entries(CancellationToken cancellationToken) => stat.IsDirectory
        ? new DirectoryWalk(top, at, goesInto, cancellationToken).Entries()
        : [new(System.IO.Path.GetFileName(Path), SourceEntryKind.File, stat.IsExecutable, stat.SizeBytes, null, stat.Stamp)];

    public Stream OpenRead(SourceEntry entry)
    {
        try
        {
            var handle = stat.IsDirectory ? OpenBelow(entry.Path) : DirectoryReading.OpenFound(top);
            return new UnchangingStream(handle, entry, at);
        }
        catch (Win32Exception e)
        {
            throw DirectoryWalk.Refused(at, entry.Path, e);
        }
    }

    public void Dispose() => top.Dispose();

    // A directory is opened for listing it, a file only when it is read.
    private static SafeFileHandle OpenTop(string path)
    {
        var found = DirectoryReading.Find(path);
        if (!DirectoryReading.Stat(found).IsDirectory)
            return found;

        using (found)
            return DirectoryReading.OpenFound(found);
    }

    private SafeFileHandle OpenBelow(string path)
    {
        var parts = path.Split('/');
        SafeFileHandle? directory = null;
        try
        {
            foreach (var part in parts[..^1])
            {
                var next = DirectoryReading.OpenDirectory(directory ?? top, Encoding.UTF8.GetBytes(part));
                directory?.Dispose();
                directory = next;
            }

            return DirectoryReading.OpenFile(directory ?? top, Encoding.UTF8.GetBytes(parts[^1]));
        }
        finally
        {
            directory?.Dispose();
        }
    }
}
