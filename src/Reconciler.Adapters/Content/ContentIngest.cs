using System.Buffers;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using Reconciler.Adapters.Linux;
using Reconciler.Core.Content;
using Reconciler.Engine.TransferPackages;
using Barrier = Reconciler.Adapters.Linux.Barrier;

namespace Reconciler.Adapters.Content;

/// <summary>
/// Stores one package: <see cref="Add"/> for everything in it, from several threads, then <see cref="Complete"/>. Bytes are hashed on the way to
/// disk, and only what is not stored yet is written. Nothing gets its name before all of it is durable; what a kill leaves in <c>incoming</c> the
/// next process sweeps.
/// </summary>
internal sealed class ContentIngest : IDisposable
{
    private const int BufferBytes = 256 * 1024;
    private const int ReadOnlyMode = 0x124;

    private readonly ContentDirectory directory;
    private readonly CheckedObjects checkedObjects;
    private readonly DirectoryHandle incoming;
    private readonly Barrier barrier;
    private readonly ConcurrentDictionary<Digest, FileName> files = new();
    private int lastName;

    internal ContentIngest(ContentDirectory directory, CheckedObjects checkedObjects)
    {
        this.directory = directory;
        this.checkedObjects = checkedObjects;
        incoming = MakeIncoming(directory);
        barrier = new(incoming);
    }

    /// <param name="bytes">Read to its end, once.</param>
    /// <exception cref="StateWriteException">The disk is full, or does not do what it should: that is no fault of the source.</exception>
    internal ContentId Add(Stream bytes, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            var count = bytes.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            return count < buffer.Length ? AddWhole(buffer.AsSpan(0, count)) : AddLarge(bytes, buffer, count, cancellationToken);
        }
        catch (SystemCallException refused)
        {
            throw NotWritten(refused);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Makes everything durable and gives it its name. The manifest comes last.</summary>
    /// <exception cref="StateWriteException">Not everything is durable; nothing got its name that is not.</exception>
    internal void Complete(Manifest manifest)
    {
        try
        {
            MakeDurable(manifest);
        }
        catch (SystemCallException refused)
        {
            throw NotWritten(refused);
        }
    }

    public void Dispose()
    {
        barrier.Dispose();
        incoming.Dispose();
        try
        {
            Directory.Delete(incoming.Path, recursive: true);
        }
        catch (IOException)
        {
            // The disk that refused the content refuses this too; the next process sweeps.
        }
    }

    private static DirectoryHandle MakeIncoming(ContentDirectory directory)
    {
        try
        {
            return DirectoryHandle.Open(Directory.CreateDirectory(Path.Combine(directory.Incoming, Path.GetRandomFileName())).FullName);
        }
        catch (SystemCallException refused)
        {
            throw NotWritten(refused);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StateWriteException(directory.Incoming, e.Message, e);
        }
    }

    private static StateWriteException NotWritten(SystemCallException refused) => new(refused.Path, refused.Reason, refused);

    private void MakeDurable(Manifest manifest)
    {
        var manifestFile = NextName();
        Write(manifestFile, ManifestText.Write(manifest));
        barrier.Complete();

        using (var objects = new ContentNames(directory, incoming))
        {
            foreach (var (digest, file) in files)
                checkedObjects.Add(digest, objects.Give(file, digest));
            objects.Complete();
        }

        using var manifests = DirectoryHandle.Open(directory.Manifests);
        incoming.RenameOver(manifestFile, manifests, manifest.Digest.ToString());
        manifests.Sync();
    }

    private ContentId AddWhole(ReadOnlySpan<byte> bytes)
    {
        var id = new ContentId(Digest.Of(bytes), bytes.Length);
        var name = NextName();
        if (!directory.Holds(id) && files.TryAdd(id.Digest, name))
            Write(name, bytes);
        return id;
    }

    private ContentId AddLarge(Stream bytes, byte[] buffer, int count, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var size = 0L;
        var name = NextName();
        using (var file = incoming.CreateFile(name))
        {
            for (; count > 0; count = bytes.Read(buffer))
            {
                cancellationToken.ThrowIfCancellationRequested();
                hash.AppendData(buffer, 0, count);
                file.Write(buffer.AsSpan(0, count));
                size += count;
            }

            Seal(file);
        }

        var id = new ContentId(new Digest(hash.GetHashAndReset()), size);
        if (directory.Holds(id) || !files.TryAdd(id.Digest, name))
            incoming.DeleteFile(name);
        return id;
    }

    private void Write(FileName name, ReadOnlySpan<byte> bytes)
    {
        using var file = incoming.CreateFile(name);
        file.Write(bytes);
        Seal(file);
    }

    private void Seal(FileHandle file)
    {
        file.SetMode(ReadOnlyMode);
        lock (barrier)
            barrier.AddClosing(file);
    }

    private FileName NextName() => Interlocked.Increment(ref lastName).ToString();
}
