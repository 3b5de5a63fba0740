using System.Collections.Immutable;
using System.Text.Json;
using Reconciler.Core.Resources;

namespace Reconciler.Core.TransferPackages;

/// <summary>The lines of a server's file, format 1: a <see cref="StateHeader"/>, then records, tied together by their <see cref="LineChain"/>. In a compacted file the first of them is a snapshot.</summary>
public static class ServerFactsText
{
    public static ReadOnlyMemory<byte> WriteRecord(ServerRecord record) => JsonLine.Write(writer =>
    {
        writer.WriteNumber("seq"u8, record.Seq);
        writer.WriteTime("at"u8, record.At);
        writer.WriteStartArray("events"u8);
        foreach (var happened in record.Events)
            WriteEvent(writer, happened);
        writer.WriteEndArray();
    });

    public static ReadOnlyMemory<byte> WriteSnapshot(ServerFacts facts) => JsonLine.Write(writer =>
    {
        writer.WriteNumber("seq"u8, facts.Seq);
        writer.WriteString("did"u8, "snapshot"u8);
        writer.WriteOptional("address"u8, facts.Address);
        writer.WriteOptional("freeBytes"u8, facts.FreeBytes);
        writer.WriteOptional("atomicity"u8, facts.Atomicity?.Word());
        writer.WriteOptional("bytesPerSecond"u8, facts.BytesPerSecond);
        writer.WriteTime("lastVisited"u8, facts.LastVisited);
        writer.WriteBoolean("gone"u8, facts.IsGone);
        if (!facts.FormerNames.IsEmpty)
            WriteFormerNames(writer, facts.FormerNames);
        if (facts.Trouble is { } trouble)
            WriteTrouble(writer, trouble.Kind, trouble.Attempt, trouble.RetryAt, trouble.Message);
        writer.WriteTime("since"u8, facts.Trouble?.Since);
        SuspensionFields.Write(writer, facts.Suspension);
    });

    /// <summary>Folds one line, without its line feed, into what the lines before it say. Its chain is the caller's to check.</summary>
    /// <exception cref="FormatException">Not a record that this version can read, or not the next one.</exception>
    public static ServerFacts Apply(this ServerFacts facts, ReadOnlySpan<byte> line)
    {
        var fields = Read(line);
        if (fields.IsSnapshot)
            return fields.Facts.ToFacts(facts.Name) with { Seq = fields.Seq };

        var record = fields.ToRecord();
        return record.Seq == facts.Seq + 1
            ? ServerFactsFold.Apply(facts, record)
            : throw new FormatException($"it has number {record.Seq}, and {facts.Seq + 1} was expected");
    }

    /// <summary>Null for a snapshot, which tells nothing new.</summary>
    /// <exception cref="FormatException">Not a record that this version can read.</exception>
    public static ServerRecord? ReadRecord(ReadOnlySpan<byte> line) => Read(line) is { IsSnapshot: false } fields ? fields.ToRecord() : null;

    /// <summary>The form in which it is recorded, and printed: <c>did</c> and its facts.</summary>
    public static void WriteEvent(Utf8JsonWriter writer, ServerEvent happened)
    {
        writer.WriteStartObject();
        writer.WriteString("did"u8, Word(happened));
        switch (happened)
        {
            case ServerEvent.Claimed e:
                writer.WriteString("address"u8, e.Address);
                break;
            case ServerEvent.Visited e:
                writer.WriteString("address"u8, e.Address);
                writer.WriteOptional("freeBytes"u8, e.FreeBytes);
                writer.WriteOptional("atomicity"u8, e.Atomicity?.Word());
                writer.WriteOptional("bytesPerSecond"u8, e.BytesPerSecond);
                break;
            case ServerEvent.Renamed e:
                WriteFormerNames(writer, e.From);
                writer.WriteString("address"u8, e.Address);
                writer.WriteOptional("freeBytes"u8, e.FreeBytes);
                writer.WriteOptional("bytesPerSecond"u8, e.BytesPerSecond);
                SuspensionFields.Write(writer, e.Suspension);
                break;
            case ServerEvent.Suspended e:
                writer.WriteString("by"u8, e.By);
                writer.WriteString("reason"u8, e.Reason);
                writer.WriteTime("until"u8, e.Until);
                break;
            case ServerEvent.Resumed e:
                writer.WriteString("by"u8, e.By);
                break;
            case ServerEvent.Failed e:
                WriteTrouble(writer, e.Error, e.Attempt, e.RetryAt, e.Message);
                break;
            case ServerEvent.Gone e:
                writer.WriteString("reason"u8, e.Reason);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(happened), happened, "unknown event");
        }

        writer.WriteEndObject();
    }

    /// <summary>What <c>did</c> says. Never changes.</summary>
    public static string Word(ServerEvent happened) => happened switch
    {
        ServerEvent.Claimed => "claimed",
        ServerEvent.Visited => "visited",
        ServerEvent.Renamed => "renamed",
        ServerEvent.Suspended => "suspended",
        ServerEvent.Resumed => "resumed",
        ServerEvent.Failed => "failed",
        ServerEvent.Gone => "gone",
        _ => throw new ArgumentOutOfRangeException(nameof(happened), happened, "unknown event"),
    };

    private static void WriteFormerNames(Utf8JsonWriter writer, ImmutableArray<ServerName> names)
    {
        writer.WriteStartArray("formerNames"u8);
        foreach (var name in names)
            writer.WriteStringValue(name.Value);
        writer.WriteEndArray();
    }

    private static void WriteTrouble(Utf8JsonWriter writer, TroubleKind error, int attempt, DateTimeOffset? retryAt, string message)
    {
        writer.WriteString("error"u8, error.Word());
        writer.WriteNumber("attempt"u8, attempt);
        writer.WriteTime("retryAt"u8, retryAt);
        writer.WriteString("message"u8, message);
    }

    private static RecordFields Read(ReadOnlySpan<byte> line)
    {
        var fields = new RecordFields();
        JsonLine.ReadLine(line, ref fields, RecordFields.Read);
        return fields;
    }

    private sealed class RecordFields
    {
        private readonly ImmutableArray<ServerEvent>.Builder events = ImmutableArray.CreateBuilder<ServerEvent>();
        private DateTimeOffset? at;

        /// <summary>Of the record itself: those of a snapshot.</summary>
        public ServerEventFields Facts;

        public long Seq { get; private set; }

        public bool IsSnapshot => Facts.IsSnapshot;

        public ServerRecord ToRecord() => new(Seq, at ?? throw new FormatException("it has no 'at'"), events.ToImmutable());

        public static void Read(ref Utf8JsonReader reader, ref RecordFields fields)
        {
            if (reader.ValueTextEquals("seq"u8))
                fields.Seq = reader.ReadInt64();
            else if (reader.ValueTextEquals("at"u8))
                fields.at = reader.ReadTime();
            else if (reader.ValueTextEquals("events"u8))
                fields.ReadEvents(ref reader);
            else
                ServerEventFields.Read(ref reader, ref fields.Facts);
        }

        private void ReadEvents(ref Utf8JsonReader reader)
        {
            reader.Read();
            reader.Expect(JsonTokenType.StartArray);
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                var happened = default(ServerEventFields);
                JsonLine.ReadObject(ref reader, ref happened, ServerEventFields.Read);
                events.Add(happened.ToEvent());
            }
        }
    }
}
