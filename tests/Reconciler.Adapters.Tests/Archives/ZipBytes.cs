using System.IO.Compression;
using System.Text;

namespace Reconciler.Adapters.Tests.Archives;

/// <summary>A zip, record by record: whatever a hostile or careless program could write. Everything is stored, not packed.</summary>
internal sealed class ZipBytes
{
    private const int OnUnix = 3;

    private readonly List<byte> bytes = [];
    private readonly List<byte> directory = [];
    private int entries;

    internal ZipBytes File(string name, string text, int mode = 0x81A4) => Entry(Encoding.UTF8.GetBytes(name), Encoding.UTF8.GetBytes(text), mode);

    internal ZipBytes Directory(string name) => Entry(Encoding.UTF8.GetBytes(name), [], 0x41ED);

    internal ZipBytes Link(string name, string target) => Entry(Encoding.UTF8.GetBytes(name), Encoding.UTF8.GetBytes(target), 0xA1FF);

    /// <param name="mode">As in <c>stat</c>: kind and permissions; 0 for a zip that was not made on Unix.</param>
    internal ZipBytes Entry(byte[] name, byte[] content, int mode, int flags = 0, uint? crc = null, int? declared = null)
    {
        var sum = crc ?? Crc(content);
        var offset = bytes.Count;
        Write(bytes, 0x04034b50u, (short)20, (short)flags, (short)0, 0u, sum, (uint)content.Length, (uint)(declared ?? content.Length), (short)name.Length, (short)0);
        bytes.AddRange(name);
        bytes.AddRange(content);
        Write(directory, 0x02014b50u, (short)(20 | (OnUnix << 8)), (short)20, (short)flags, (short)0, 0u, sum, (uint)content.Length, (uint)(declared ?? content.Length),
            (short)name.Length, (short)0, (short)0, (short)0, (short)0, (uint)mode << 16, (uint)offset);
        directory.AddRange(name);
        entries++;
        return this;
    }

    internal byte[] End(int? declared = null)
    {
        var end = new List<byte>();
        Write(end, 0x06054b50u, (short)0, (short)0, (short)(declared ?? entries), (short)(declared ?? entries), (uint)directory.Count, (uint)bytes.Count, (short)0);
        return [.. bytes, .. directory, .. end];
    }

    /// <summary>As .NET writes it, packed.</summary>
    internal static byte[] Packed(params (string Name, byte[] Content)[] files)
    {
        var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in files)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(content);
            }
        }

        return stream.ToArray();
    }

    private static uint Crc(byte[] content)
    {
        var crc = new Adapters.Archives.Crc32();
        crc.Add(content);
        return crc.Value;
    }

    private static void Write(List<byte> to, params object[] numbers) =>
        to.AddRange(numbers.SelectMany(number => number is short word ? BitConverter.GetBytes(word) : BitConverter.GetBytes((uint)number)));
}
