using Reconciler.Adapters.TransferPackages;
using Reconciler.Cli.Calls;
using Reconciler.Cli.Workplaces;
using Reconciler.Engine.Reconciling;

namespace Reconciler.Cli.Reports;

/// <summary>The answer of <c>status</c>.</summary>
internal sealed class StatusReport(VerbContext context)
{
    internal async Task WriteAsync(Workplace workplace, PlanMade made)
    {
        var commits = workplace.State.Commits;
        var shown = StatusShown.Of(made, commits.LastBegun, commits.LastConverged, new LoopStandingFile(workplace.Directory).Find());
        if (context.Format == OutputFormat.Json)
            await JsonReport.WriteAsync(context.Terminal.Out, writer => StatusJson.Write(writer, shown));
        else
            await new StatusText(context.Terminal).WriteAsync(shown);
    }
}
