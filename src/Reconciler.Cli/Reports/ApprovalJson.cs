using System.Text.Json;
using Reconciler.Engine.TransferPackages;

namespace Reconciler.Cli.Reports;

/// <summary>The fields of an approval.</summary>
internal static class ApprovalJson
{
    internal static void Write(Utf8JsonWriter writer, Approval approval)
    {
        writer.WriteString("plan"u8, approval.Plan);
        writer.WriteString("actor"u8, approval.Actor);
        writer.WriteTime("at", approval.At);
        writer.WriteTime("expires", approval.Expires);
        writer.WriteOptional("reason", approval.Reason);
    }
}
