using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Reconciler.Adapters.Linux;
using Reconciler.Core.Servers;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Adapters.TransferPackages;

/// <summary>
/// What all files said when they were last tidied, in a form that loads in a moment: sets of servers as words over the index's own list of
/// names. Derived and disposable: where anything in it is odd, it counts as absent, and the files are read. Little-endian; ends with the
/// SHA-256 of what is before.
/// </summary>
internal sealed record StateIndex(IReadOnlyDictionary<string, IndexedFile<TransferPackage>> Packages, IReadOnlyDictionary<string, IndexedFile<ServerFacts>> Facts)
{
    private const int Version = 3;

    private static ReadOnlySpan<byte> Magic => "reconciler-index"u8;

    private static StateIndex Nothing { get; } = new(
        ImmutableDictionary<string, IndexedFile<TransferPackage>>.Empty, ImmutableDictionary<string, IndexedFile<ServerFacts>>.Empty);

    /// <param name="servers">That the sets belong to.</param>
    public void Write(string path, ServerTable servers)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        writer.Write(Magic);
        writer.Write(Version);
        writer.Write(servers.Count);
        for (var number = 0; number < servers.Count; number++)
            writer.Write(servers[number].Value);

        var registers = new IndexRegistersWriter(writer);
        WriteFiles(writer, Packages, registers.Write);
        WriteFiles(writer, Facts, facts => WriteFacts(writer, facts));
        writer.Flush();
        writer.Write(SHA256.HashData(stream.GetBuffer().AsSpan(0, (int)stream.Length)));
        writer.Flush();
        Durable.Replace(path, stream.GetBuffer().AsSpan(0, (int)stream.Length));
    }

    /// <param name="servers">Gets the names of the index; the sets belong to it.</param>
    public static StateIndex Read(string path, ServerTable servers)
    {
        try
        {
            return BitConverter.IsLittleEndian && File.Exists(path) ? Read(File.ReadAllBytes(path), servers) : Nothing;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or FormatException or ArgumentException or OverflowException)
        {
            return Nothing;
        }
    }

    private static StateIndex Read(byte[] bytes, ServerTable servers)
    {
        var end = bytes.Length - SHA256.HashSizeInBytes;
        if (end < Magic.Length + sizeof(int) || !bytes.AsSpan().StartsWith(Magic) || !SHA256.HashData(bytes.AsSpan(0, end)).AsSpan().SequenceEqual(bytes.AsSpan(end)))
            return Nothing;

        using var reader = new BinaryReader(new MemoryStream(bytes, Magic.Length, end - Magic.Length), Encoding.UTF8);
        if (reader.ReadInt32() != Version)
            return Nothing;

        var numbers = new int[reader.ReadInt32()];
        for (var i = 0; i < numbers.Length; i++)
            numbers[i] = servers.Number(new(reader.ReadString()));

        var registers = new IndexRegistersReader(reader, servers, numbers);
        return new(ReadFiles(reader, registers.Read), ReadFiles(reader, name => ReadFacts(reader, name)));
    }

    private static void WriteFiles<TState>(BinaryWriter writer, IReadOnlyDictionary<string, IndexedFile<TState>> files, Action<TState> writeState)
    {
        writer.Write(files.Count);
        foreach (var (name, (stamp, folded)) in files)
        {
            writer.Write(name);
            writer.Write(stamp.Inode);
            writer.Write(stamp.Length);
            writer.Write(stamp.Modified);
            writer.Write(stamp.Changed);
            writer.Write(folded.Length);
            writer.Write(folded.Chain.Text);
            writer.Write(folded.Lines);
            writer.Write(folded.From);
            writeState(folded.State);
        }
    }

    private static Dictionary<string, IndexedFile<TState>> ReadFiles<TState>(BinaryReader reader, Func<string, TState> readState)
    {
        var files = new Dictionary<string, IndexedFile<TState>>(StringComparer.Ordinal);
        for (var count = reader.ReadInt32(); count > 0; count--)
        {
            var name = reader.ReadString();
            var stamp = new FileStamp(reader.ReadUInt64(), reader.ReadUInt64(), reader.ReadInt64(), reader.ReadInt64());
            var (length, chain, lines, from) = (reader.ReadInt64(), new LineChain(reader.ReadString()), reader.ReadInt64(), reader.ReadInt64());
            files.Add(name, new(stamp, new(readState(name), length, chain, lines, from)));
        }

        return files;
    }

    private static void WriteFacts(BinaryWriter writer, ServerFacts facts)
    {
        var snapshot = ServerFactsText.WriteSnapshot(facts);
        writer.Write(snapshot.Length);
        writer.Write(snapshot.Span);
    }

    private static ServerFacts ReadFacts(BinaryReader reader, string name) =>
        new ServerFacts(new(name)).Apply(reader.ReadBytes(reader.ReadInt32()));
}
