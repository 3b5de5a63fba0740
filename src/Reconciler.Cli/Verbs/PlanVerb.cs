using System.CommandLine;
using Reconciler.Cli.Calls;
using Reconciler.Cli.Reports;
using Reconciler.Cli.Workplaces;
using Reconciler.Core.Planning;
using Reconciler.Engine.Reconciling;

namespace Reconciler.Cli.Verbs;

internal static class PlanVerb
{
    private static readonly Option<string?> save = new("--save") { Description = "Save the plan, for 'sync --plan' and 'approve --plan'", HelpName = "FILE" };

    private static readonly Option<bool> detailed = new("--detailed-exitcode") { Description = "Exit with 2 when there is anything to do, or on hold" };

    private static readonly Option<bool> all = new("--all") { Description = "List what needs nothing, too" };

    private static readonly Option<bool> allowEmptyState = new("--allow-empty-state") { Description = "With CI=true: plan though nothing is recorded, and show everything as new" };

    internal static Verb Verb { get; } = new(
        "plan",
        "Show what a sync would do, and why; touch nothing",
        [.. CommonOptions.Place, .. CommonOptions.ScopeOptions, save, detailed, all, allowEmptyState, CommonOptions.WarningsAsErrors, CommonOptions.Output],
        ActAsync)
    {
        Aliases = ["diff"],
        Example = "reconciler plan --revision change-123 --save reviewed.json",
    };

    private static async Task<ExitCode> ActAsync(VerbContext context, CancellationToken cancellationToken)
    {
        using var workplace = context.OpenWorkplace();
        await workplace.RefreshAsync(cancellationToken);
        var reading = workplace.Reconciliation.Read(workplace.Values.Revision);
        if (reading.Resources is null)
        {
            await new DiagnosticsReport(context).WriteAsync(reading, reading.Diagnostics);
            return ExitCode.Invalid;
        }

        var query = new PlanQuery(workplace.Values.Revision, workplace.Values.Scope, Lift.None, workplace.Settings.MaxRemovals);
        var made = await workplace.Reconciliation.PlanAsync(reading, query, cancellationToken);
        if (!made.HasState && IsCi(context) && !context.Parsed.GetValue(allowEmptyState))
            throw new UsageException($"there is no recorded state in {workplace.Directory.Root}, so that everything would be shown as new. Name the state with --state, or give --allow-empty-state");

        if (context.Parsed.GetValue(CommonOptions.WarningsAsErrors) && made.HasProblems)
        {
            await new DiagnosticsReport(context).WriteAsync(reading, made.Diagnostics);
            return ExitCode.Invalid;
        }

        await new DiagnosticsReport(context).WriteNotesAsync(reading, made.Diagnostics);
        await new PlanReport(context).WriteAsync(made.Plan, context.Parsed.GetValue(all));
        if (context.Parsed.GetValue(save) is { } file)
            await SaveAsync(context, made.Plan, file, cancellationToken);
        return context.Parsed.GetValue(detailed) && !made.Plan.Actions.IsEmpty ? ExitCode.Differs : ExitCode.Done;
    }

    private static async Task SaveAsync(VerbContext context, Plan plan, string file, CancellationToken cancellationToken)
    {
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
