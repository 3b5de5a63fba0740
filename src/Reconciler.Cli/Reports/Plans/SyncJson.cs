using Reconciler.Core.Planning;
using Reconciler.Engine.Reconciling;

namespace Reconciler.Cli.Reports.Plans;

/// <summary>The end of a sync as JSON.</summary>
internal static class SyncJson
{
    internal static Task WriteAsync(TextWriter output, PlanMade planned, PlanMade left, HappenedReport happened) => JsonReport.WriteAsync(output, writer =>
    {
        writer.WriteString("kind"u8, "sync"u8);
        writer.WriteString("commit"u8, planned.Plan.Commit.Id);
        writer.WriteString("plan"u8, planned.Plan.Hash);
        writer.WriteNumber("placed"u8, happened.Placed);
        writer.WriteNumber("updated"u8, happened.Updated);
        writer.WriteNumber("refreshed"u8, happened.Refreshed);
        writer.WriteNumber("foundThere"u8, happened.Found);
        writer.WriteNumber("removed"u8, happened.Removed);
        writer.WriteNumber("cleaned"u8, happened.Cleaned);
        writer.WriteNumber("failed"u8, happened.Failed);
        writer.WriteNumber("sentBytes"u8, happened.SentBytes);
        writer.WriteBoolean("converged"u8, left.Plan.IsConverged);
        writer.WriteString("ending"u8, PlanText.Closing(left.Plan));
        writer.WritePropertyName("left"u8);
        writer.WriteRawValue(PlanFile.Write(left.Plan, ServerForm.Names));
    });
}
