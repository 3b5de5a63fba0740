using System.Formats.Tar;

namespace Reconciler.Adapters.Archives;

/// <summary>The entries of a tar of any age: v7, ustar, GNU with its long names, PAX.</summary>
internal static class TarEntries
{
    /// <summary>Longer names and attributes no file system has.</summary>
    private const int LongestAttribute = 1 << 20;

    private const string SparseAttributes = "GNU.sparse.";

    internal static IEnumerable<ArchiveEntry> Of(Func<Stream> open, ArchiveMeter meter)
    {
        using var stream = new CountedStream(open(), meter, LongestAttribute);
        using var reader = new TarReader(stream, leaveOpen: true);
        while (Next(reader) is { } entry)
        {
            meter.CountEntry();
            if (Read(entry) is { } read)
                yield return read;
        }

        // A decompressor does not tell a cut from an end, but a tar says where it ends.
        if (stream.TrailingZeros < TarHeader.BlockBytes)
            throw new ArchiveException("it is cut off: the mark at its end is missing");
    }

    private static TarEntry? Next(TarReader reader)
    {
        try
        {
            return reader.GetNextEntry(copyData: false);
        }
        catch (NotSupportedException e)
        {
            throw new ArchiveException($"it holds what cannot be unpacked ({e.Message.TrimEnd('.')}); sparse files and volumes: make the archive without them", e);
        }
        catch (EndOfStreamException e)
        {
            throw new ArchiveException("it is cut off", e);
        }
        catch (Exception e) when (e is InvalidDataException or FormatException or ArgumentException or OverflowException)
        {
            throw new ArchiveException($"its headers are damaged ({e.Message.TrimEnd('.')})", e);
        }
    }

    /// <returns>Null for what is no entry but tells of others.</returns>
    private static ArchiveEntry? Read(TarEntry entry)
    {
        if (entry is PaxTarEntry pax && pax.ExtendedAttributes.Keys.Any(key => key.StartsWith(SparseAttributes, StringComparison.Ordinal)))
            throw new ArchiveException($"'{pax.ExtendedAttributes.GetValueOrDefault("GNU.sparse.name", pax.Name)}' is stored as a sparse file; make the archive without --sparse");

        return entry.EntryType switch
        {
            TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile => File(entry),
            TarEntryType.Directory or TarEntryType.DirectoryList => new ArchiveEntry.Directory(entry.Name),
            TarEntryType.SymbolicLink => new ArchiveEntry.Symlink(entry.Name, entry.LinkName),
            TarEntryType.HardLink => new ArchiveEntry.HardLink(entry.Name, entry.LinkName),
            TarEntryType.GlobalExtendedAttributes => null,
            TarEntryType.Fifo => new ArchiveEntry.Unsupported(entry.Name, "a named pipe"),
            TarEntryType.CharacterDevice or TarEntryType.BlockDevice => new ArchiveEntry.Unsupported(entry.Name, "a device"),
            var other => new ArchiveEntry.Unsupported(entry.Name, $"of the kind '{(char)other}'"),
        };
    }

    /// <summary>Old tars say by a slash at the end that a file of nothing is a directory.</summary>
    private static ArchiveEntry File(TarEntry entry) => entry.Name.EndsWith('/')
        ? new ArchiveEntry.Directory(entry.Name)
        : new ArchiveEntry.File(
            entry.Name,
            (entry.Mode & UnixFileMode.UserExecute) != 0,
            entry.Length,
            () => new WholeEntryStream(entry.DataStream ?? Stream.Null, entry.Name, entry.Length));
}
