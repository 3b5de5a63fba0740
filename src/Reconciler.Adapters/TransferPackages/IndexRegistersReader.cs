using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Reconciler.Core.Content;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Adapters.TransferPackages;

/// <summary>Reads what <see cref="IndexRegistersWriter"/> wrote, into another table of servers.</summary>
/// <param name="numbers">The table's number for each of the index's.</param>
internal sealed class IndexRegistersReader(BinaryReader reader, ServerTable table, int[] numbers)
{
    private readonly List<ServerSet> sets = [];

    // With a fresh table the numbers are the same, and the words can be taken as they are.
    private readonly bool isSameTable = numbers.AsSpan().SequenceEqual(Enumerable.Range(0, numbers.Length).ToArray());

    public TransferPackage Read(string name)
    {
        var package = new TransferPackage(new(name), table)
        {
            Seq = reader.ReadInt64(),
            RecordedAt = ReadOptionalTime(),
            LastOrder = ReadOptionalString() is { } order && OrderNumber.TryParse(order, out var number) ? number : null,
            Targets = reader.ReadBoolean() ? new(reader.ReadInt32(), ReadServers()) : null,
            Left = ReadServers(),
        };
        return package with
        {
            Holdings = ReadGroups(ReadHolding),
            Proofs = ReadGroups(() => new Proof((ProofKind)reader.ReadInt32(), ReadTime(), reader.ReadBoolean(), ReadServers())),
            Unsure = ReadGroups(() => new Unsure(ReadOptionalDigest(), ReadOptionalDigest(), ReadTime(), ReadServers())),
            Troubles = ReadGroups(() => new Trouble((TroubleKind)reader.ReadInt32(), ReadOptionalDigest(), reader.ReadInt32(), ReadTime(), ReadOptionalTime(), ReadServers())),
            OutOfSight = ReadGroups(ReadOutOfSight),
            RefreshAsked = ReadGroups(() => new RefreshAsked(ReadOptionalString(), ReadTime(), ReadServers())),
        };
    }

    private ImmutableArray<TGroup> ReadGroups<TGroup>(Func<TGroup> read)
    {
        var groups = ImmutableArray.CreateBuilder<TGroup>();
        for (var count = reader.ReadInt32(); count > 0; count--)
            groups.Add(read());
        return groups.ToImmutable();
    }

    private Holding ReadHolding()
    {
        var (digest, version, commit) = (ReadDigest(), reader.ReadString(), ReadOptionalString());
        var (publishAs, permissions, layout) = (ReadOptionalString(), Permissions.Parse(ReadOptionalString()), (Layout)reader.ReadInt32());
        return new(digest, version, commit, reader.ReadInt32(), ReadServers()) { PublishAs = publishAs, Permissions = permissions, Layout = layout };
    }

    private OutOfSight ReadOutOfSight()
    {
        var (digest, version, isWithdrawn) = (ReadDigest(), reader.ReadString(), reader.ReadBoolean());
        var (layout, since) = ((Layout)reader.ReadInt32(), ReadTime());
        return new(digest, version, isWithdrawn, since, ReadServers()) { Layout = layout };
    }

    private ServerSet ReadServers()
    {
        var number = reader.ReadInt32();
        if (number == sets.Count)
            sets.Add(ReadNewServers());
        return sets[number];
    }

    private ServerSet ReadNewServers()
    {
        var first = reader.ReadInt32();
        var words = new ulong[reader.ReadInt32()];
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(words.AsSpan()));
        if (isSameTable)
            return ServerSet.FromWords(table, first, words);

        return table.SetOfNumbers(Enumerable.Range(64 * first, 64 * words.Length)
            .Where(number => (words[(number >> 6) - first] & (1UL << (number & 63))) != 0)
            .Select(number => numbers[number]));
    }

    private Digest ReadDigest() => ReadOptionalDigest() ?? throw new FormatException("a digest is missing");

    private Digest? ReadOptionalDigest() => reader.ReadBoolean() ? new Digest(reader.ReadBytes(Digest.SizeBytes)) : null;

    private DateTimeOffset ReadTime() => DateTimeOffset.FromUnixTimeSeconds(reader.ReadInt64());

    private DateTimeOffset? ReadOptionalTime() =>
        reader.ReadInt64() is var seconds and not long.MinValue ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;

    private string? ReadOptionalString() => reader.ReadBoolean() ? reader.ReadString() : null;
}
