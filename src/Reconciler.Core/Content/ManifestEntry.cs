namespace Reconciler.Core.Content;

/// <summary>One file, symlink or empty directory of a package version.</summary>
/// <param name="Path">Relative, with forward slashes, no empty part, no <c>.</c> and no <c>..</c>.</param>
/// <param name="SizeBytes">Of the file, or of the link's target in UTF-8; 0 for a directory.</param>
/// <param name="Digest">Of the file's bytes, or of the link's target in UTF-8; of nothing for a directory.</param>
public sealed record ManifestEntry(string Path, EntryKind Kind, bool IsExecutable, long SizeBytes, Digest Digest)
{
    private static readonly Digest ofNothing = Digest.Of([]);

    public static ManifestEntry File(string path, bool isExecutable, long sizeBytes, Digest digest) =>
        new(path, EntryKind.File, isExecutable, sizeBytes, digest);

    public static ManifestEntry Link(string path, string target)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(target);
        return new(path, EntryKind.Symlink, IsExecutable: false, bytes.Length, Digest.Of(bytes));
    }

    public static ManifestEntry EmptyDirectory(string path) =>
        new(path, EntryKind.EmptyDirectory, IsExecutable: false, 0, ofNothing);
}

public enum EntryKind
{
    File,
    Symlink,
    EmptyDirectory,
}
