using System.Text.Json;
using Reconciler.Core.Resources;

namespace Reconciler.Core.TransferPackages;

/// <summary>A suspension from the command line, as a snapshot carries it and a rename takes it along.</summary>
internal struct SuspensionFields
{
    private string? by, reason;
    private DateTimeOffset? since, until;

    /// <param name="suspension">Null: nothing is written.</param>
    public static void Write(Utf8JsonWriter writer, Suspension? suspension)
    {
        if (suspension is null)
            return;

        writer.WriteStartObject("suspended"u8);
        writer.WriteOptional("by"u8, suspension.By);
        writer.WriteString("reason"u8, suspension.Reason);
        writer.WriteTime("since"u8, suspension.Since);
        writer.WriteTime("until"u8, suspension.Until);
        writer.WriteEndObject();
    }

    public static Suspension Read(ref Utf8JsonReader reader)
    {
        var fields = default(SuspensionFields);
        reader.Read();
        JsonLine.ReadObject(ref reader, ref fields, Read);
        return new(fields.reason ?? "", fields.until) { By = fields.by, Since = fields.since };
    }

    private static void Read(ref Utf8JsonReader reader, ref SuspensionFields fields)
    {
        if (reader.ValueTextEquals("by"u8))
            fields.by = reader.ReadString();
        else if (reader.ValueTextEquals("reason"u8))
            fields.reason = reader.ReadString();
        else if (reader.ValueTextEquals("since"u8))
            fields.since = reader.ReadTime();
        else if (reader.ValueTextEquals("until"u8))
            fields.until = reader.ReadTime();
        else
            reader.Skip();
    }
}
