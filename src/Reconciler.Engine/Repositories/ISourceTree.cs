namespace Reconciler.Engine.Repositories;

/// <summary>One file or a directory tree from which a package's content is read.</summary>
public interface ISourceTree
{
    /// <summary>Equal identities mean equal content (a Git tree's or blob's id). Null: only reading tells.</summary>
    string? Identity { get; }

    /// <summary>Everything below, in no special order; for a one-file source one entry, named as the file.</summary>
    /// <exception cref="SourceException">The tree cannot be read.</exception>
    IEnumerable<SourceEntry> Entries(CancellationToken cancellationToken);

    /// <summary>The bytes of a file. Reading to the end of one that changed meanwhile throws, too.</summary>
    /// <exception cref="SourceException">The file is gone, cannot be read or is not the one that was listed.</exception>
    /// <param name="cancellationToken">For opening it, and for reading it to its end.</param>
    Stream OpenRead(SourceEntry entry, CancellationToken cancellationToken);
}

/// <summary>What a source has at one path.</summary>
/// <param name="Path">Relative to the source, with forward slashes.</param>
/// <param name="LinkTarget">Of a symlink; else null.</param>
/// <param name="Stamp">Changes when the file does, as far as its metadata tell; for what cannot change, such as a Git blob, its id.</param>
public sealed record SourceEntry(string Path, SourceEntryKind Kind, bool IsExecutable, long SizeBytes, string? LinkTarget, string Stamp)
{
    /// <summary>Why it cannot be part of a package: to be thrown, unless <c>exclude</c> leaves the entry out.</summary>
    public SourceException? Fault { get; init; }
}

public enum SourceEntryKind
{
    File,
    Symlink,
    EmptyDirectory,
}
