using System.Text.Json;
using Reconciler.Core.Resources;

namespace Reconciler.Cli.Reports;

/// <summary>A suspension as JSON: <c>reason</c>, <c>until</c>, and the place in Git or who said so and when.</summary>
internal static class SuspensionJson
{
    /// <param name="suspension">Null: nothing is written.</param>
    internal static void Write(Utf8JsonWriter writer, string name, Suspension? suspension)
    {
        if (suspension is null)
            return;

        writer.WriteStartObject(name);
        writer.WriteString("reason"u8, suspension.Reason);
        writer.WriteTime("until", suspension.Until);
        writer.WritePlace("at", suspension.At);
        writer.WriteOptional("by", suspension.By);
        writer.WriteTime("since", suspension.Since);
        writer.WriteEndObject();
    }
}
