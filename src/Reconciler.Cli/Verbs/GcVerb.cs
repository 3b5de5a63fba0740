using System.CommandLine;
using Reconciler.Cli.Calls;
using Reconciler.Cli.Reports;
using Reconciler.Cli.Workplaces;
using Reconciler.Core.Planning;
using Reconciler.Engine.Reconciling;
using Reconciler.Engine.Upkeep;

namespace Reconciler.Cli.Verbs;

internal static class GcVerb
{
    private static readonly Option<bool> deleteExtra = new("--dangerous-delete-extra")
    {
        Description = "Also delete the files of others that were found in published packages and set aside in .reconciler/extra; nothing brings them back",
    };

    internal static Verb Verb { get; } = new(
        "gc",
        "Free what nobody needs any more: contents in the store, what interrupted copies left on servers",
        [.. CommonOptions.CommittedPlace, deleteExtra],
        ActAsync)
    {
        Example = "reconciler gc",
        WritesState = true,
        IsRepeatable = true,
        IsShared = true,
    };

    private static async Task<ExitCode> ActAsync(VerbContext context, CancellationToken cancellationToken)
    {
        using var workplace = context.OpenWorkplace();
        if (await Configured.ReadAsync(context, workplace, cancellationToken) is not { } configured)
            return ExitCode.Invalid;

        var estate = workplace.RequireEstate();
        using var held = workplace.Lock("gc");
        var query = new PlanQuery(workplace.Values.Revision, Scope.Everything, Lift.None) { Reach = Reach.ThisMachine };
        var made = await workplace.Reconciliation.PlanAsync(configured.Reading, query, cancellationToken);
        var olderThan = context.Surroundings.Time.GetUtcNow() - Sweeping.Grace;
        await CollectAsync(context, workplace, made, olderThan, cancellationToken);

        var terms = new SweepTerms(olderThan, configured.Resources.Policy.IgnoreExtra, context.Parsed.GetValue(deleteExtra) ? ExtraFate.Deleted : ExtraFate.Kept);
        var swept = await workplace.Sweeping().SweepAsync(estate.Id, configured.Resources.Servers.Where(server => !made.Plan.Suspended.ContainsKey(server.Name)), terms, cancellationToken);
        await new SuspendedReport(context).WriteAsync(made.Plan.Suspended);
        await WriteAsync(context, swept, terms);
        workplace.State.Packages.Tidy_NeedsLock(held, cancellationToken);
        return swept.Any(server => server.Skipped is not null) || !made.Actual.Corrupt.IsEmpty ? ExitCode.NotConverged : ExitCode.Done;
    }

    private static async Task CollectAsync(VerbContext context, Workplace workplace, PlanMade made, DateTimeOffset olderThan, CancellationToken cancellationToken)
    {
        if (!made.Actual.Corrupt.IsEmpty)
        {
            // Whatever it holds may be needed for its next copy.
            await context.Terminal.Error.WriteLineAsync($"{context.Terminal.ErrorStyle.Red("record-corrupt:")} the content store is left as it is, because a record cannot be read: {made.Actual.Corrupt.First().Value}");
            return;
        }

        var freed = workplace.Store.Collect_NeedsLock(Sweeping.Needed(made.Desired, made.Actual), olderThan, cancellationToken);
        await context.Terminal.Out.WriteLineAsync(
            $"Freed {ByteSize.Text(freed.Bytes)} in the content store: {PlanText.Count(freed.Objects, "file")} of {PlanText.Count(freed.Manifests, "package version")}.");
    }

    private static async Task WriteAsync(VerbContext context, IReadOnlyCollection<SweptServer> swept, SweepTerms terms)
    {
        foreach (var server in swept.Where(server => server.Skipped is not null))
            await context.Terminal.Error.WriteLineAsync($"{context.Terminal.ErrorStyle.Yellow($"{server.Server}:")} {server.Skipped}");

        var done = swept.Count(server => server.Skipped is null);
        var extra = terms.Extra == ExtraFate.Deleted ? $", and deleted {ByteSize.Text(swept.Sum(server => server.ExtraBytes))} of other people's files that had been set aside" : "";
        await context.Terminal.Out.WriteLineAsync($"Swept what interrupted copies left on {PlanText.Count(done, "server")}{extra}. What is younger than a day is spared.");
    }
}
