using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;
using Reconciler.Adapters.Linux;
using Reconciler.Core.Content;

namespace Reconciler.Adapters.Content;

/// <summary>
/// Which objects this process has written or read through, so that a disk that lost bits is found out before its bytes go to servers, and
/// each object is read for that only once.
/// </summary>
internal sealed class CheckedObjects(ContentDirectory directory)
{
    private readonly ConcurrentDictionary<Digest, Stamp> stamps = new();

    internal bool IsRight(Digest digest)
    {
        try
        {
            var path = directory.ObjectFile(digest);
            using var file = File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete);
            var stamp = Stamp.Of(Stat.Of(file, path));
            if (stamps.TryGetValue(digest, out var known) && known == stamp)
                return true;

            if (Hash(file) != digest)
                return false;

            stamps[digest] = stamp;
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <returns>The file, open; null when this process has not seen all of its bytes, or it is no longer what it was then.</returns>
    internal SafeFileHandle? OpenKnown(Digest digest)
    {
        if (!stamps.TryGetValue(digest, out var known))
            return null;

        var path = directory.ObjectFile(digest);
        try
        {
            var file = Durable.OpenToRead(path);
            if (Stamp.Of(Stat.Of(file, path)) == known)
                return file;

            file.Dispose();
            return null;
        }
        catch (SystemCallException)
        {
            return null;
        }
    }

    /// <param name="status">Of the file under its name.</param>
    internal void Add(Digest digest, FileStatus status) => stamps[digest] = Stamp.Of(status);

    internal void Forget(Digest digest) => stamps.TryRemove(digest, out _);

    private static Digest Hash(SafeFileHandle file)
    {
        using var stream = new FileStream(file, FileAccess.Read, bufferSize: 0);
        return new(SHA256.HashData(stream));
    }

    /// <summary>Another one when the file was written to or replaced. There is one for each object of a run.</summary>
    private readonly record struct Stamp(ulong Inode, long SizeBytes, long ModifiedNs, long ChangedNs)
    {
        internal static Stamp Of(FileStatus status) => new(status.Inode, status.SizeBytes, status.ModifiedNs, status.ChangedNs);
    }
}
