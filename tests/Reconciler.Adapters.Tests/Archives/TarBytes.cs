using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Reconciler.Adapters.Tests.Archives;

/// <summary>A tar, block by block: whatever a hostile or careless program could write.</summary>
internal sealed class TarBytes
{
    private const int BlockBytes = 512;

    private readonly List<byte> bytes = [];

    internal TarBytes File(string name, string text, string mode = "0000644") => Entry('0', Encoding.UTF8.GetBytes(name), Encoding.UTF8.GetBytes(text), mode: mode);

    internal TarBytes Directory(string name) => Entry('5', Encoding.UTF8.GetBytes(name), []);

    internal TarBytes Link(string name, string target) => Entry('2', Encoding.UTF8.GetBytes(name), [], target);

    internal TarBytes HardLink(string name, string target) => Entry('1', Encoding.UTF8.GetBytes(name), [], target);

    /// <summary>GNU's way to have a name that does not fit.</summary>
    internal TarBytes LongName(string name) => Entry('L', "././@LongLink"u8.ToArray(), [.. Encoding.UTF8.GetBytes(name), 0]);

    /// <summary>POSIX's way to say anything of the next entry.</summary>
    internal TarBytes Pax(string key, string value)
    {
        var size = Encoding.UTF8.GetByteCount(key) + Encoding.UTF8.GetByteCount(value) + 3;
        var length = size + (size + 1).ToString(CultureInfo.InvariantCulture).Length;
        if (length.ToString(CultureInfo.InvariantCulture).Length + size != length)
            length++;
        return Entry('x', "PaxHeaders/x"u8.ToArray(), Encoding.UTF8.GetBytes($"{length} {key}={value}\n"));
    }

    /// <param name="declared">Size in the header; null: that of the bytes.</param>
    internal TarBytes Entry(char kind, byte[] name, byte[] content, string target = "", string mode = "0000644", long? declared = null)
    {
        var header = new byte[BlockBytes];
        name.CopyTo(header, 0);
        Put(header, 100, mode);
        Put(header, 108, "0000000");
        Put(header, 116, "0000000");
        Put(header, 124, Convert.ToString(declared ?? content.Length, 8).PadLeft(11, '0'));
        Put(header, 136, "00000000000");
        Put(header, 148, "        ");
        header[156] = (byte)kind;
        Put(header, 157, target);
        Put(header, 257, kind is 'L' or 'S' ? "ustar  " : "ustar\000");
        Put(header, 148, Convert.ToString(header.Sum(octet => octet), 8).PadLeft(6, '0') + "\0 ");

        bytes.AddRange(header);
        bytes.AddRange(content);
        bytes.AddRange(new byte[(BlockBytes - (content.Length % BlockBytes)) % BlockBytes]);
        return this;
    }

    internal byte[] WithoutEnd() => [.. bytes];

    internal byte[] End() => [.. bytes, .. new byte[2 * BlockBytes]];

    internal static byte[] Gzip(byte[] bytes)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(bytes);
        return packed.ToArray();
    }

    internal static byte[] Zstd(byte[] bytes)
    {
        var packed = new MemoryStream();
        using (var zstd = new ZstdSharp.CompressionStream(packed, leaveOpen: true))
            zstd.Write(bytes);
        return packed.ToArray();
    }

    private static void Put(byte[] header, int offset, string text) => Encoding.UTF8.GetBytes(text).CopyTo(header, offset);
}
