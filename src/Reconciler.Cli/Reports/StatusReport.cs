using Reconciler.Adapters.TransferPackages;
using Reconciler.Cli.Calls;
using Reconciler.Cli.Workplaces;
using Reconciler.Core.Resources;
using Reconciler.Core.Status;
using Reconciler.Engine.Reconciling;

namespace Reconciler.Cli.Reports;

/// <summary>The answer of <c>status</c>.</summary>
internal sealed class StatusReport(VerbContext context)
{
    internal async Task WriteAsync(Workplace workplace, PlanMade made)
    {
        var packages = new SortedSet<PackageName>(made.Desired.Packages.Keys.Concat(made.Actual.Packages.Keys).Concat(made.Actual.Corrupt.Keys));
        var status = StatusOverview.Of(
            made.Desired, made.Actual, made.Plan, packages.Where(made.Scope.Includes), made.Scope.ServersOf(made.Desired, made.Actual));
        var commits = workplace.State.Commits;
        var shown = new StatusShown(status, made, commits.LastBegun, commits.LastConverged) { Loop = new LoopStandingFile(workplace.Directory).Find() };
        if (context.Format == OutputFormat.Json)
            await JsonReport.WriteAsync(context.Terminal.Out, writer => StatusJson.Write(writer, shown));
        else
            await new StatusText(context.Terminal).WriteAsync(shown);
    }
}
