namespace Reconciler.Engine.Repositories;

/// <summary>One file or a directory tree from which a package's content is read.</summary>
public interface ISourceTree
{
    /// <summary>Equal identities mean equal content (a Git tree's or blob's id). Null: only reading tells.</summary>
    string? Identity { get; }

    /// <summary>Everything below, in no special order; for a one-file source one entry, named as the file.</summary>
    /// <exception cref="SourceException">The tree cannot be read, or an entry cannot be part of a package.</exception>
    IEnumerable<SourceEntry> Entries(CancellationToken cancellationToken);

    /// <exception cref="SourceException">The file is gone or cannot be read.</exception>
    Stream OpenRead(SourceEntry entry);
}

/// <summary>What a source has at one path.</summary>
/// <param name="Path">Relative to the source, with forward slashes.</param>
/// <param name="LinkTarget">Of a symlink; else null.</param>
/// <param name="Stamp">Changes when the file does, as far as its metadata tell; compared before and after reading. Null: it cannot change.</param>
public sealed record SourceEntry(string Path, SourceEntryKind Kind, bool IsExecutable, long SizeBytes, string? LinkTarget, string? Stamp);

public enum SourceEntryKind
{
    File,
    Symlink,
    EmptyDirectory,
}
