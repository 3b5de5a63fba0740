using System.Text.Json;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.TransferPackages;

namespace Reconciler.Adapters.TransferPackages;

/// <summary>The content of <c>lock.json</c>.</summary>
internal static class LockText
{
    private const string Kind = "lock";

    public static ReadOnlyMemory<byte> Write(StateLockHolder holder, long epoch) => JsonLine.Write(writer =>
    {
        writer.WriteString("reconciler"u8, Kind);
        writer.WriteNumber("format"u8, StateHeader.Format);
        writer.WriteNumber("epoch"u8, epoch);
        writer.WriteNumber("pid"u8, holder.ProcessId);
        writer.WriteString("host"u8, holder.Host);
        writer.WriteString("verb"u8, holder.Verb);
        writer.WriteTime("since"u8, holder.Since);
    });

    /// <summary>Null when nobody has ever held the lock.</summary>
    /// <exception cref="StateUnreadableException">Damaged, or of a later version.</exception>
    public static (StateLockHolder Holder, long Epoch)? Read(string path) =>
        File.Exists(path) ? StateReads.Try(path, () => Read(File.ReadAllBytes(path))) : null;

    private static (StateLockHolder Holder, long Epoch) Read(byte[] text)
    {
        var fields = default(Fields);
        JsonLine.ReadLine(text, ref fields, ReadField);
        StateHeader.CheckFormat(Kind, fields.Kind, fields.Format);
        return (new(fields.ProcessId, fields.Host ?? "", fields.Verb ?? "", fields.Since), fields.Epoch);
    }

    private static void ReadField(ref Utf8JsonReader reader, ref Fields fields)
    {
        if (reader.ValueTextEquals("reconciler"u8))
            fields.Kind = reader.ReadString();
        else if (reader.ValueTextEquals("format"u8))
            fields.Format = reader.ReadInt64();
        else if (reader.ValueTextEquals("epoch"u8))
            fields.Epoch = reader.ReadInt64();
        else if (reader.ValueTextEquals("pid"u8))
            fields.ProcessId = reader.ReadInt32();
        else if (reader.ValueTextEquals("host"u8))
            fields.Host = reader.ReadString();
        else if (reader.ValueTextEquals("verb"u8))
            fields.Verb = reader.ReadString();
        else if (reader.ValueTextEquals("since"u8))
            fields.Since = reader.ReadTime();
        else
            reader.Skip();
    }

    private struct Fields
    {
        public string? Kind, Host, Verb;
        public long Format, Epoch;
        public int ProcessId;
        public DateTimeOffset Since;
    }
}
