using System.IO.Compression;

namespace Reconciler.Adapters.Archives;

/// <summary>Reads zip, tar, tar.gz and tar.zst, told apart by their first bytes, never by a name.</summary>
internal static class Archive
{
    private const int SniffedBytes = 4;

    /// <param name="file">Seekable; left open. Its bytes have been held against their sum already.</param>
    /// <exception cref="ArchiveException">None of these, damaged, or too much comes out of it; also while the entries are read.</exception>
    internal static IEnumerable<ArchiveEntry> Entries(Stream file, ArchiveLimits limits)
    {
        var meter = new ArchiveMeter(limits, file.Length);
        var format = FormatOf(file);
        return format == ArchiveFormat.Zip ? ZipEntries.Of(file, meter) : TarEntries.Of(() => Unpacked(file, format), meter);
    }

    internal static ArchiveFormat FormatOf(Stream file)
    {
        Span<byte> first = stackalloc byte[SniffedBytes];
        file.Position = 0;
        var count = file.ReadAtLeast(first, first.Length, throwOnEndOfStream: false);
        if (ByFirstBytes(first[..count]) is not { } format)
            throw new ArchiveException($"it is neither zip, tar, tar.gz nor tar.zst: it {(count == 0 ? "is empty" : $"begins with {Shown(first[..count])}")}");

        if (format is ArchiveFormat.Zip)
            return format;

        using var unpacked = Unpacked(file, format);
        if (!TarHeader.IsFirstOf(unpacked))
            throw new ArchiveException(format == ArchiveFormat.Tar
                ? $"it is neither zip, tar, tar.gz nor tar.zst: it begins with {Shown(first[..count])}"
                : $"it is a {(format == ArchiveFormat.TarGzip ? "gzip" : "zstd")} file with something else than a tar in it; without 'unpack' the file is taken as it is");
        return format;
    }

    /// <summary>What is no other kind may be a tar: its mark stands behind the first name, and old ones have none.</summary>
    private static ArchiveFormat? ByFirstBytes(ReadOnlySpan<byte> first)
    {
        if (first.StartsWith("PK\x03\x04"u8) || first.StartsWith("PK\x05\x06"u8))
            return ArchiveFormat.Zip;
        if (first.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]))
            return ArchiveFormat.TarGzip;
        if (first.StartsWith((ReadOnlySpan<byte>)[0x28, 0xB5, 0x2F, 0xFD]))
            return ArchiveFormat.TarZstandard;
        return first.Length == SniffedBytes ? ArchiveFormat.Tar : null;
    }

    private static Stream Unpacked(Stream file, ArchiveFormat format)
    {
        file.Position = 0;
        return format switch
        {
            ArchiveFormat.TarGzip => new GZipStream(file, CompressionMode.Decompress, leaveOpen: true),
            ArchiveFormat.TarZstandard => new ZstdSharp.DecompressionStream(file, leaveOpen: true),
            _ => new LeftOpenStream(file),
        };
    }

    /// <summary>As text where it is text: most often it is a page that says why there is no archive.</summary>
    private static string Shown(ReadOnlySpan<byte> bytes) => bytes.ContainsAnyExceptInRange((byte)' ', (byte)'~')
        ? Convert.ToHexStringLower(bytes)
        : $"'{System.Text.Encoding.ASCII.GetString(bytes)}'";
}
