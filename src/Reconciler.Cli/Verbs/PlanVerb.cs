using System.CommandLine;
using Reconciler.Cli.Calls;
using Reconciler.Cli.Reports;
using Reconciler.Cli.Reports.Plans;
using Reconciler.Cli.Workplaces;
using Reconciler.Core.Planning;
using Reconciler.Engine.Reconciling;

namespace Reconciler.Cli.Verbs;

internal static class PlanVerb
{
    private static readonly Option<string?> baseRevision = new("--base") { Description = "Plan a change before it is merged into this revision: what it causes, apart from what is pending anyway", HelpName = "REVISION" };

    private static readonly Option<string?> save = new("--save") { Description = "Save the plan, for 'sync --plan' and 'approve --plan'", HelpName = "FILE" };

    private static readonly Option<bool> detailed = new("--detailed-exitcode") { Description = "Exit with 2 when there is anything to do, or on hold" };

    private static readonly Option<bool> allowEmptyState = new("--allow-empty-state") { Description = "With CI=true: plan though nothing is recorded, and show everything as new" };

    internal static Verb Verb { get; } = new(
        "plan",
        "Show what a sync would do, and why; touch nothing",
        [.. CommonOptions.Place, .. CommonOptions.ScopeOptions, baseRevision, PlanWhatIf.Revert, PlanWhatIf.Without, save, detailed, PlanOutput.All, PlanOutput.Concise, allowEmptyState, CommonOptions.WarningsAsErrors, PlanOutput.Output, PlanOutput.Report, HostOption.Host],
        ActAsync)
    {
        Aliases = ["diff"],
        Example = "reconciler plan --revision change-123 --save reviewed.json",
    };

    private static async Task<ExitCode> ActAsync(VerbContext context, CancellationToken cancellationToken)
    {
        PlanWhatIf.Check(context, baseRevision, save);
        using var workplace = context.OpenWorkplace();
        await workplace.RefreshAsync(cancellationToken);
        return (context.Parsed.GetValue(baseRevision), context.Parsed.GetValue(PlanWhatIf.Revert)) switch
        {
            ({ } into, _) => await PlanMergeAsync(context, workplace, into, cancellationToken),
            (_, { } commit) => await PlanRevertAsync(context, workplace, commit, cancellationToken),
            _ => await PlanCommitAsync(context, workplace, cancellationToken),
        };
    }

    private static async Task<ExitCode> PlanCommitAsync(VerbContext context, Workplace workplace, CancellationToken cancellationToken)
    {
        var reading = workplace.Reconciliation.Read(workplace.Values.Revision);
        if (reading.Resources is null)
            return await new PlanOutput(context).RefuseAsync(reading, reading.Diagnostics);

        if (PlanWhatIf.Lost(context) is { IsEmpty: false } lost)
            return await TellAsync(context, await LossReading.PlanAsync(workplace, reading, lost, Query(workplace), cancellationToken), cancellationToken);

        var made = (await workplace.Reconciliation.PlanAsync(reading, Query(workplace), cancellationToken)).Detailed();
        if (!made.HasState && IsCi(context) && !context.Parsed.GetValue(allowEmptyState))
            throw new UsageException($"there is no recorded state in {workplace.Directory.Root}, so that everything would be shown as new. Name the state with --state, or give --allow-empty-state");

        return await TellAsync(context, made, PlanSheet.Of(made.Plan, made.Diagnostics), differs: !made.Plan.Actions.IsEmpty, cancellationToken);
    }

    private static async Task<ExitCode> PlanMergeAsync(VerbContext context, Workplace workplace, string into, CancellationToken cancellationToken)
    {
        RefuseWorktree(workplace, baseRevision);
        using var merge = ChangeReading.Merge(workplace, into);
        return await PlanChangeAsync(context, workplace, merge, into, "'reconciler plan' without --base plans the change alone", cancellationToken);
    }

    private static async Task<ExitCode> PlanRevertAsync(VerbContext context, Workplace workplace, string commit, CancellationToken cancellationToken)
    {
        RefuseWorktree(workplace, PlanWhatIf.Revert);
        using var revert = ChangeReading.Revert(workplace, commit);
        return await PlanChangeAsync(context, workplace, revert, workplace.Values.Revision.Revision ?? "HEAD", "once it is mended, ask again", cancellationToken);
    }

    private static void RefuseWorktree(Workplace workplace, Option option)
    {
        if (workplace.Values.Revision.Worktree)
            throw new UsageException($"{option.Name} compares commits, and --worktree is none; commit first, or leave one of them out");
    }

    /// <summary>A change that nobody has made yet: what would stand there is planned, and compared with what is planned there now.</summary>
    private static async Task<ExitCode> PlanChangeAsync(VerbContext context, Workplace workplace, ChangeReading change, string into, string otherwise, CancellationToken cancellationToken)
    {
        var (without, with) = (change.Without, change.With);
        if (with.Resources is null)
            return await new PlanOutput(context).RefuseAsync(with, with.Diagnostics);

        if (without.Resources is null)
            throw new UsageException($"the configuration at {into} ({without.Commit.ShortId}) is invalid, so that nothing can be compared with it; 'reconciler validate --revision {into}' says why, and {otherwise}");

        return await TellAsync(context, await change.PlanAsync(Query(workplace), cancellationToken), cancellationToken);
    }

    private static Task<ExitCode> TellAsync(VerbContext context, ChangeMade made, CancellationToken cancellationToken) =>
        TellAsync(context, made.With, PlanSheet.Of(made), differs: !made.Comparison.IsEmpty, cancellationToken);

    private static PlanQuery Query(Workplace workplace) => new(workplace.Values.Revision, workplace.Values.Scope, Lift.None, workplace.Settings.MaxRemovals);

    /// <param name="made">What is saved: of a change, the plan of the merge.</param>
    private static async Task<ExitCode> TellAsync(VerbContext context, PlanMade made, PlanSheet sheet, bool differs, CancellationToken cancellationToken)
    {
        var output = new PlanOutput(context);
        if (context.Parsed.GetValue(CommonOptions.WarningsAsErrors) && made.HasProblems)
            return await output.RefuseAsync(made.Reading, made.Diagnostics);

        // Annotations are all that was found already, and go to the same log.
        if (context.Format != OutputFormat.GitHub)
            await new DiagnosticsReport(context).WriteNotesAsync(made.Reading, made.Diagnostics);
        var written = await output.WriteAsync(sheet);
        await SaveAsync(context, made.Plan, cancellationToken);
        return ExitCodes.Worst(written, context.Parsed.GetValue(detailed) && differs ? ExitCode.Differs : ExitCode.Done);
    }

    private static async Task SaveAsync(VerbContext context, Plan plan, CancellationToken cancellationToken)
    {
        if (context.Parsed.GetValue(save) is not { } file)
            return;

        var path = Path.GetFullPath(file, context.Surroundings.WorkingDirectory);
        try
        {
            await File.WriteAllBytesAsync(path, PlanFile.Write(plan, ServerForm.Compact), cancellationToken);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"the plan cannot be saved: {problem.Message}", problem);
        }

        if (!context.IsQuiet)
            await context.Terminal.Error.WriteLineAsync($"Saved plan {plan.Hash[..PlanHash.MinLength]} to {path}. Carry it out with 'reconciler sync --plan {file}'.");
    }

    private static bool IsCi(VerbContext context) => context.Surroundings.Variable("CI") is "true" or "1";
}
