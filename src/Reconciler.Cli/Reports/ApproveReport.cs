using Reconciler.Cli.Calls;
using Reconciler.Core.Planning;
using Reconciler.Engine.TransferPackages;

namespace Reconciler.Cli.Reports;

/// <summary>What was approved, for people, or as JSON.</summary>
internal sealed class ApproveReport(VerbContext context)
{
    /// <param name="removals">Of the plan, held or not.</param>
    /// <param name="earlier">Approvals of the same plan that are in force as well.</param>
    internal Task WriteAsync(Approval approval, IReadOnlyList<PlanAction> removals, IReadOnlyList<Approval> earlier) => context.Format == OutputFormat.Json
        ? JsonReport.WriteAsync(context.Terminal.Out, writer =>
        {
            writer.WriteString("kind"u8, "approval"u8);
            ApprovalJson.Write(writer, approval);
            writer.WriteNumber("count"u8, Count(removals));
            writer.WriteList("removals", removals, removal =>
            {
                writer.WriteString("package"u8, removal.Package.Value);
                writer.WriteOptional("version", removal.From?.Version);
                writer.WriteDigest("digest", removal.From?.Digest);
                writer.WriteServers("servers", removal.Servers);
            });
            writer.WriteList("earlier", earlier, before => ApprovalJson.Write(writer, before));
        })
        : WriteTextAsync(approval, removals, earlier);

    private async Task WriteTextAsync(Approval approval, IReadOnlyList<PlanAction> removals, IReadOnlyList<Approval> earlier)
    {
        var output = context.Terminal.Out;
        await output.WriteLineAsync($"Approved by {approval.Actor} until {Moment.Text(approval.Expires!.Value)}: {PlanText.Count(Count(removals), "removal")} of plan {approval.Plan[..PlanHash.MinLength]}.");
        foreach (var removal in removals)
            await output.WriteLineAsync($"  {PlanText.Line(removal with { Hold = null })}");
        foreach (var before in earlier)
            await output.WriteLineAsync($"It was approved before, by {before.Actor} {Moment.Text(before.At)}{(before.Expires is { } end ? $" until {Moment.Text(end)}" : "")}; whichever ends last counts.");
        await output.WriteLineAsync("The next 'reconciler sync' lets them go, as far as it still plans them.");
    }

    private static int Count(IReadOnlyList<PlanAction> removals) => removals.Sum(action => action.Servers.Count);
}
