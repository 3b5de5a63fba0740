using System.Collections.Concurrent;
using Reconciler.Adapters.Linux;
using Reconciler.Core.Blocks;
using Reconciler.Core.Content;

namespace Reconciler.Adapters.Content;

/// <summary>The blocks of large files, each worked out once and remembered while a manifest names the file.</summary>
internal sealed class StoredBlocks(ContentDirectory directory, CheckedObjects checkedObjects)
{
    private const int BufferBytes = 1 << 20;

    private readonly ConcurrentDictionary<Digest, Lazy<FileBlocks?>> cutting = new();

    /// <returns>Null when they were never worked out, or what was kept is damaged.</returns>
    internal FileBlocks? Find(Digest digest)
    {
        try
        {
            return BlocksText.Read(File.ReadAllBytes(directory.BlocksFile(digest))).SingleOrDefault(file => file.Digest == digest);
        }
        catch (Exception e) when (e is IOException or FormatException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Several servers may want them at the same time: one of them does it.</summary>
    /// <returns>Null when the bytes are not stored, or not right.</returns>
    internal FileBlocks? Cut(Digest digest)
    {
        try
        {
            return cutting.GetOrAdd(digest, wanted => new(() => CutStored(wanted))).Value;
        }
        finally
        {
            cutting.TryRemove(digest, out _);
        }
    }

    /// <summary>A full disk keeps nothing: they can be worked out again.</summary>
    internal void Keep(FileBlocks blocks)
    {
        try
        {
            lock (cutting)
            {
                Directory.CreateDirectory(directory.Blocks);
                Durable.Replace(directory.BlocksFile(blocks.Digest), BlocksText.Write([blocks]));
            }
        }
        catch (IOException)
        {
            // Whoever needs them next works them out.
        }
    }

    private FileBlocks? CutStored(Digest digest)
    {
        if (!checkedObjects.IsRight(digest))
            return null;

        using var cutter = new BlockCutter();
        using var file = new FileStream(directory.ObjectFile(digest), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        var buffer = new byte[BufferBytes];
        for (int count; (count = file.Read(buffer)) > 0;)
            cutter.Append(buffer.AsSpan(0, count));

        var blocks = new FileBlocks(digest, cutter.Complete());
        Keep(blocks);
        return blocks;
    }
}
