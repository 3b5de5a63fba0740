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
    private readonly ConcurrentDictionary<Digest, string> stamps = new();

    internal bool IsRight(Digest digest)
    {
        try
        {
            var path = directory.ObjectFile(digest);
            using var file = File.OpenHandle(path, share: FileShare.ReadWrite | FileShare.Delete);
            var stamp = Stat.Of(file, path).Stamp();
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

    internal void Add(Digest digest, string stamp) => stamps[digest] = stamp;

    internal void Forget(Digest digest) => stamps.TryRemove(digest, out _);

    private static Digest Hash(SafeFileHandle file)
    {
        using var stream = new FileStream(file, FileAccess.Read, bufferSize: 0);
        return new(SHA256.HashData(stream));
    }
}
