using System.Collections.Concurrent;
using System.Text;
using Reconciler.Core.Blocks;
using Reconciler.Core.Content;
using Reconciler.Engine.Contents;

namespace Reconciler.Testing.Servers;

/// <summary>A content store that holds what the packages of a test were made of.</summary>
public sealed class InMemoryContent : IContent
{
    private readonly ConcurrentDictionary<Digest, byte[]> objects = new();
    private readonly ConcurrentDictionary<Digest, FileBlocks> blocks = new();

    /// <summary>How often each object was opened.</summary>
    public ConcurrentDictionary<Digest, int> Reads { get; } = new();

    public ManifestEntry File(string path, string text) => File(path, Encoding.UTF8.GetBytes(text));

    public ManifestEntry File(string path, byte[] bytes) => ManifestEntry.File(path, isExecutable: false, bytes.Length, Store(bytes));

    public ManifestEntry Executable(string path, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return ManifestEntry.File(path, isExecutable: true, bytes.Length, Store(bytes));
    }

    public ManifestEntry Link(string path, string target)
    {
        Store(Encoding.UTF8.GetBytes(target));
        return ManifestEntry.Link(path, target);
    }

    /// <summary>A package of text files.</summary>
    public Manifest Package(params (string Path, string Text)[] files) => Manifest.Of(files.Select(file => File(file.Path, file.Text)));

    public Digest Store(byte[] bytes)
    {
        var digest = Digest.Of(bytes);
        objects[digest] = bytes;
        return digest;
    }

    /// <summary>The store's disk goes bad.</summary>
    public void Damage(Digest digest, string text) => objects[digest] = Encoding.UTF8.GetBytes(text);

    public void Forget(Digest digest) => objects.TryRemove(digest, out _);

    public Stream OpenRead(Digest digest)
    {
        Reads.AddOrUpdate(digest, 1, (_, count) => count + 1);
        return objects.TryGetValue(digest, out var bytes)
            ? new MemoryStream(bytes, writable: false)
            : throw new ContentMissingException(digest, $"{digest} is not stored");
    }

    public FileBlocks? FindBlocks(Digest digest) => blocks.GetValueOrDefault(digest);

    public FileBlocks? CutBlocks(Digest digest)
    {
        if (FindBlocks(digest) is { } known || !objects.TryGetValue(digest, out var bytes))
            return FindBlocks(digest);

        using var cutter = new BlockCutter();
        cutter.Append(bytes);
        KeepBlocks(known = new(digest, cutter.Complete()));
        return known;
    }

    public void KeepBlocks(FileBlocks blocks) => this.blocks[blocks.Digest] = blocks;

    /// <summary>As on another site server, which has the same packages.</summary>
    public void ForgetBlocks() => blocks.Clear();
}
