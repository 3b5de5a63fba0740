using System.Buffers;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using Reconciler.Adapters.Linux;
using Reconciler.Core.Content;

namespace Reconciler.Adapters.Content;

/// <summary>
/// Stores one package: <see cref="Add"/> for everything in it, from several threads, then <see cref="Complete"/>. Bytes are hashed on the way to
/// disk, and only what is not stored yet is written. Nothing gets its name before all of it is durable; what is abandoned leaves files in
/// <c>incoming</c>, which the next one sweeps.
/// </summary>
internal sealed class ContentIngest : IDisposable
{
    private const int BufferBytes = 256 * 1024;

    private const UnixFileMode ReadOnlyMode = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private readonly ContentDirectory directory;
    private readonly CheckedObjects checkedObjects;
    private readonly StoreBarrier barrier;
    private readonly ConcurrentDictionary<Digest, string> incoming = new();
    private int lastName;

    internal ContentIngest(ContentDirectory directory, CheckedObjects checkedObjects)
    {
        this.directory = directory;
        this.checkedObjects = checkedObjects;
        Directory.CreateDirectory(directory.Objects);
        Directory.CreateDirectory(directory.Manifests);
        if (Directory.Exists(directory.Incoming))
            Directory.Delete(directory.Incoming, recursive: true);
        Directory.CreateDirectory(directory.Incoming);
        barrier = new(directory.Path);
    }

    /// <param name="bytes">Read to its end, once.</param>
    internal ContentId Add(Stream bytes)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            var count = bytes.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            return count < buffer.Length ? AddWhole(buffer.AsSpan(0, count)) : AddLarge(bytes, buffer, count);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Makes everything durable and gives it its name. The manifest comes last.</summary>
    internal void Complete(Manifest manifest)
    {
        var manifestFile = Write(ManifestText.Write(manifest));
        barrier.Complete([.. incoming.Values, manifestFile]);
        var changed = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (digest, file) in incoming)
            Publish(file, directory.ObjectFile(digest), changed);
        barrier.Complete(changed);
        Publish(manifestFile, directory.ManifestFile(manifest.Digest), changed);
        barrier.Complete([directory.Manifests]);

        foreach (var digest in incoming.Keys)
            MarkChecked(digest);
    }

    public void Dispose() => barrier.Dispose();

    private ContentId AddWhole(ReadOnlySpan<byte> bytes)
    {
        var id = new ContentId(Digest.Of(bytes), bytes.Length);
        if (!IsStored(id) && incoming.TryAdd(id.Digest, NextFile(out var file)))
            Write(bytes, file);
        return id;
    }

    private ContentId AddLarge(Stream bytes, byte[] buffer, int count)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var size = 0L;
        NextFile(out var file);
        using (var stream = Create(file))
        {
            for (; count > 0; count = bytes.Read(buffer))
            {
                hash.AppendData(buffer, 0, count);
                stream.Write(buffer, 0, count);
                size += count;
            }
        }

        var id = new ContentId(new Digest(hash.GetHashAndReset()), size);
        if (IsStored(id) || !incoming.TryAdd(id.Digest, file))
            File.Delete(file);
        return id;
    }

    // An object of another size was damaged; it is replaced.
    private bool IsStored(ContentId id)
    {
        var file = new FileInfo(directory.ObjectFile(id.Digest));
        return file.Exists && file.Length == id.SizeBytes;
    }

    private string Write(ReadOnlySpan<byte> bytes)
    {
        Write(bytes, NextFile(out var file));
        return file;
    }

    private static void Write(ReadOnlySpan<byte> bytes, string file)
    {
        using var stream = Create(file);
        stream.Write(bytes);
    }

    private static FileStream Create(string file)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = ReadOnlyMode;
        return new(file, options);
    }

    private string NextFile(out string file) => file = Path.Combine(directory.Incoming, Interlocked.Increment(ref lastName).ToString());

    private static void Publish(string file, string target, HashSet<string> changed)
    {
        var parent = Path.GetDirectoryName(target)!;
        if (changed.Add(parent) && !Directory.Exists(parent))
        {
            Directory.CreateDirectory(parent);
            changed.Add(Path.GetDirectoryName(parent)!);
        }

        StoreBarrier.Rename(file, target);
    }

    private void MarkChecked(Digest digest)
    {
        using var file = File.OpenHandle(directory.ObjectFile(digest), share: FileShare.ReadWrite);
        checkedObjects.Add(digest, DirectoryReading.Stat(file).Stamp);
    }
}
