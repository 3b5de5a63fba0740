using Reconciler.Adapters.Linux;
using Reconciler.Core.Content;

namespace Reconciler.Adapters.Content;

/// <summary>Where things lie below <c>content/</c>.</summary>
internal sealed class ContentDirectory(string path)
{
    internal string Path { get; } = path;

    /// <summary><c>objects/ab/&lt;62 more&gt;</c>: each file's bytes, read-only.</summary>
    internal string Objects { get; } = System.IO.Path.Combine(path, "objects");

    /// <summary><c>manifests/&lt;digest&gt;</c>: canonical bytes.</summary>
    internal string Manifests { get; } = System.IO.Path.Combine(path, "manifests");

    /// <summary>What is not complete yet, a directory for each package that is being stored.</summary>
    internal string Incoming { get; } = System.IO.Path.Combine(path, "incoming");

    /// <summary>Downloads that are not complete yet. They outlive the process that began them.</summary>
    internal string Downloads { get; } = System.IO.Path.Combine(path, "downloads");

    /// <summary>What the files of followed sources looked like when they were hashed. Derived: may be deleted at any time.</summary>
    internal string Stamps { get; } = System.IO.Path.Combine(path, "stamps");

    /// <summary><c>blocks/&lt;digest&gt;</c>: the blocks of a large file. Derived: may be deleted at any time.</summary>
    internal string Blocks { get; } = System.IO.Path.Combine(path, "blocks");

    internal string ObjectFile(Digest digest)
    {
        var name = digest.ToString();
        return System.IO.Path.Combine(Objects, name[..2], name[2..]);
    }

    internal string BlocksFile(Digest digest) => System.IO.Path.Combine(Blocks, digest.ToString());

    internal string ManifestFile(Digest digest) => System.IO.Path.Combine(Manifests, digest.ToString());

    /// <summary>Makes the directories, durably, and sweeps what a killed process left. Nothing may be coming in.</summary>
    internal void Prepare()
    {
        if (Directory.Exists(Incoming))
            Directory.Delete(Incoming, recursive: true);

        if (!Directory.Exists(Objects) || !Directory.Exists(Manifests))
            MakeDurably();
    }

    /// <summary>An object of another size is damaged, and as good as none.</summary>
    internal bool Holds(ContentId id)
    {
        var file = new FileInfo(ObjectFile(id.Digest));
        return file.Exists && file.Length == id.SizeBytes;
    }

    internal IEnumerable<(Digest Digest, FileInfo File)> AllObjects() =>
        Files(Objects, SearchOption.AllDirectories).SelectMany(file => Named(file.Directory!.Name + file.Name, file));

    internal IEnumerable<(Digest Digest, FileInfo File)> AllManifests() =>
        Files(Manifests, SearchOption.TopDirectoryOnly).SelectMany(file => Named(file.Name, file));

    /// <returns>Without a digest: what was written beside and got no name.</returns>
    internal IEnumerable<(Digest? Digest, FileInfo File)> AllBlocks() =>
        Files(Blocks, SearchOption.TopDirectoryOnly).Select(file => (Digest.TryParse(file.Name, out var digest) ? digest : (Digest?)null, file));

    internal IEnumerable<FileInfo> AllIncoming() => Files(Incoming, SearchOption.AllDirectories);

    internal IEnumerable<FileInfo> AllDownloads() => Files(Downloads, SearchOption.TopDirectoryOnly);

    internal IEnumerable<FileInfo> AllStamps() => Files(Stamps, SearchOption.TopDirectoryOnly);

    private void MakeDurably()
    {
        Directory.CreateDirectory(Objects);
        Directory.CreateDirectory(Manifests);
        foreach (var changed in (string[])[Path, System.IO.Path.GetDirectoryName(Path)!])
        {
            using var handle = DirectoryHandle.Open(changed);
            handle.Sync();
        }
    }

    private static IEnumerable<FileInfo> Files(string directory, SearchOption depth) =>
        Directory.Exists(directory) ? new DirectoryInfo(directory).EnumerateFiles("*", depth) : [];

    // What has no digest for a name is not ours.
    private static IEnumerable<(Digest Digest, FileInfo File)> Named(string name, FileInfo file) =>
        Digest.TryParse(name, out var digest) ? [(digest, file)] : [];
}
