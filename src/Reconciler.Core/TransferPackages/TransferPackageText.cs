using System.Collections.Immutable;
using System.Text.Json;
using Reconciler.Core.Servers;

namespace Reconciler.Core.TransferPackages;

/// <summary>
/// The lines of a Transfer Package, format 1: a <see cref="StateHeader"/>, then records, each one JSON object on one line, tied together
/// by their <see cref="LineChain"/>. In a compacted file the first of them is a snapshot. <c>README.md</c> beside this file shows them.
/// </summary>
public static class TransferPackageText
{
    /// <summary>The record as a JSON object, to be sealed.</summary>
    public static ReadOnlyMemory<byte> WriteRecord(TransferPackageRecord record) => JsonLine.Write(writer =>
    {
        writer.WriteNumber("seq"u8, record.Seq);
        writer.WriteTime("at"u8, record.At);
        writer.WriteOptional("order"u8, record.Order?.ToString());
        writer.WriteOptional("plan"u8, record.Plan);
        writer.WriteOptional("commit"u8, record.Commit);
        writer.WriteStartArray("events"u8);
        foreach (var happened in record.Events)
            TransferPackageEventText.Write(writer, happened);
        writer.WriteEndArray();
    });

    /// <summary>Everything that the lines up to <see cref="TransferPackage.Seq"/> say, as one JSON object with that number, to be sealed.</summary>
    public static ReadOnlyMemory<byte> WriteSnapshot(TransferPackage package) =>
        JsonLine.Write(writer => TransferPackageSnapshotText.Write(writer, package));

    /// <summary>Folds one line, without its line feed, into what the lines before it say. Its chain is the caller's to check.</summary>
    /// <exception cref="FormatException">Not a record that this version can read, or not the next one.</exception>
    public static TransferPackage Apply(this TransferPackage package, ReadOnlySpan<byte> line)
    {
        var fields = Read(package.Servers, line);
        if (fields.IsSnapshot)
            return fields.Snapshot.Registers with { Name = package.Name, Seq = fields.Seq, RecordedAt = fields.At, LastOrder = fields.Order };

        var record = fields.ToRecord();
        return record.Seq == package.Seq + 1
            ? TransferPackageFold.Apply(package, record)
            : throw new FormatException($"it has number {record.Seq}, and {package.Seq + 1} was expected");
    }

    /// <summary>Null for a snapshot, which tells nothing new.</summary>
    /// <exception cref="FormatException">Not a record that this version can read.</exception>
    public static TransferPackageRecord? ReadRecord(ServerTable servers, ReadOnlySpan<byte> line) =>
        Read(servers, line) is { IsSnapshot: false } fields ? fields.ToRecord() : null;

    private static RecordFields Read(ServerTable servers, ReadOnlySpan<byte> line)
    {
        var fields = new RecordFields(servers);
        JsonLine.ReadLine(line, ref fields, RecordFields.Read);
        return fields;
    }

    private struct RecordFields(ServerTable servers)
    {
        private readonly ServerTable table = servers;
        private readonly ImmutableArray<TransferPackageEvent>.Builder events = ImmutableArray.CreateBuilder<TransferPackageEvent>();
        private DateTimeOffset? at;
        private string? did, plan, commit;

        public SnapshotFields Snapshot { get; } = new(servers);

        public long Seq { get; private set; }

        public OrderNumber? Order { get; private set; }

        public readonly DateTimeOffset At => at ?? throw new FormatException("it has no 'at'");

        public readonly bool IsSnapshot => did switch
        {
            null => false,
            "snapshot" => true,
            _ => throw new FormatException($"the record '{did}' is none of format {StateHeader.Format}, which this version of Reconciler reads; a later version wrote it: use that one, or a later one"),
        };

        public readonly TransferPackageRecord ToRecord() => new(Seq, At, Order, plan, commit, events.ToImmutable());

        public static void Read(ref Utf8JsonReader reader, ref RecordFields fields)
        {
            if (reader.ValueTextEquals("seq"u8))
                fields.Seq = reader.ReadInt64();
            else if (reader.ValueTextEquals("at"u8))
                fields.at = reader.ReadTime();
            else if (reader.ValueTextEquals("order"u8))
                fields.Order = OrderNumber.TryParse(reader.ReadString(), out var order) ? order : throw new FormatException("its order is not like 4.18");
            else if (reader.ValueTextEquals("plan"u8))
                fields.plan = reader.ReadOptionalString();
            else if (reader.ValueTextEquals("commit"u8))
                fields.commit = reader.ReadOptionalString();
            else if (reader.ValueTextEquals("did"u8))
                fields.did = reader.ReadString();
            else if (reader.ValueTextEquals("events"u8))
                ReadEvents(ref reader, ref fields);
            else
                fields.Snapshot.Read(ref reader);
        }

        private static void ReadEvents(ref Utf8JsonReader reader, ref RecordFields fields)
        {
            reader.Read();
            reader.Expect(JsonTokenType.StartArray);
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                var happened = new EventFields(fields.table);
                JsonLine.ReadObject(ref reader, ref happened, EventFields.Read);
                fields.events.Add(happened.ToEvent());
            }
        }
    }
}
