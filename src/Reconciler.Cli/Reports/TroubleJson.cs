using System.Text.Json;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Cli.Reports;

/// <summary>What is wrong with a server, or with one placement, as JSON.</summary>
internal static class TroubleJson
{
    internal static void Write(Utf8JsonWriter writer, string name, ServerTrouble trouble)
    {
        writer.WriteStartObject(name);
        writer.WriteString("kind"u8, trouble.Kind.Word());
        writer.WriteTime("since", trouble.Since);
        writer.WriteNumber("attempt"u8, trouble.Attempt);
        writer.WriteTime("retryAt", trouble.RetryAt);
        writer.WriteString("message"u8, trouble.Message);
        writer.WriteEndObject();
    }

    internal static void Write(Utf8JsonWriter writer, string name, Trouble trouble)
    {
        writer.WriteStartObject(name);
        writer.WriteString("kind"u8, trouble.Kind.Word());
        writer.WriteTime("at", trouble.At);
        writer.WriteNumber("attempt"u8, trouble.Attempt);
        writer.WriteTime("retryAt", trouble.RetryAt);
        writer.WriteDigest("wanted", trouble.Wanted);
        writer.WriteEndObject();
    }
}
