using System.IO.Compression;
using System.Text;

namespace Reconciler.Adapters.Archives;

/// <summary>The entries of a zip, as its directory lists them.</summary>
internal static class ZipEntries
{
    private const int KindMask = 0xF000;
    private const int OwnerMayExecute = 0x40;
    private const int LongestTarget = 4096;

    internal static IEnumerable<ArchiveEntry> Of(Stream file, ArchiveMeter meter)
    {
        meter.RefuseEntries(ZipDirectory.CountEntries(file));
        using var zip = Open(file);
        foreach (var entry in zip.Entries)
        {
            meter.CountEntry();
            yield return Read(entry, meter);
        }
    }

    private static ZipArchive Open(Stream file)
    {
        try
        {
            file.Position = 0;
            var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true, Encoding.UTF8);

            // The directory is read when it is first asked for.
            _ = zip.Entries;
            return zip;
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or ArgumentException or OverflowException)
        {
            throw new ArchiveException($"its directory is damaged or cut off ({e.Message.TrimEnd('.')})", e);
        }
    }

    /// <remarks>The upper half of the attributes is the file's mode when the zip was made on Unix, else 0.</remarks>
    private static ArchiveEntry Read(ZipArchiveEntry entry, ArchiveMeter meter)
    {
        var name = entry.FullName;
        var mode = entry.ExternalAttributes >> 16;
        return (mode & KindMask) switch
        {
            _ when entry.IsEncrypted => throw new ArchiveException($"'{name}' is encrypted"),
            0xA000 => new ArchiveEntry.Symlink(name, Target(entry, meter)),
            0x4000 => new ArchiveEntry.Directory(name),
            0 or 0x8000 when name.EndsWith('/') => new ArchiveEntry.Directory(name),
            0 or 0x8000 => new ArchiveEntry.File(name, (mode & OwnerMayExecute) != 0, entry.Length, () => OpenRead(entry, meter)),
            0x1000 => new ArchiveEntry.Unsupported(name, "a named pipe"),
            0xC000 => new ArchiveEntry.Unsupported(name, "a socket"),
            _ => new ArchiveEntry.Unsupported(name, "a device"),
        };
    }

    /// <summary>A link's target is its content.</summary>
    private static string Target(ZipArchiveEntry entry, ArchiveMeter meter)
    {
        if (entry.Length > LongestTarget)
            throw new ArchiveException($"the link '{entry.FullName}' has a target of {entry.Length} bytes");

        using var stream = OpenRead(entry, meter);
        using var reader = new StreamReader(stream, Encoding.UTF8, detectEncodingFromByteOrderMarks: false);
        return reader.ReadToEnd();
    }

    private static WholeEntryStream OpenRead(ZipArchiveEntry entry, ArchiveMeter meter)
    {
        try
        {
            return new(new CountedStream(entry.Open(), meter), entry.FullName, entry.Length, entry.Crc32);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or NotSupportedException)
        {
            throw new ArchiveException($"'{entry.FullName}' cannot be unpacked ({e.Message.TrimEnd('.')})", e);
        }
    }
}
