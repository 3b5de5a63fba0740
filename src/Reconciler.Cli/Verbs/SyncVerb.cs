using System.CommandLine;
using Reconciler.Cli.Calls;
using Reconciler.Cli.Publishing;
using Reconciler.Cli.Reports;
using Reconciler.Cli.Reports.Plans;
using Reconciler.Cli.Workplaces;
using Reconciler.Core.Planning;
using Reconciler.Engine.Reconciling;
using Reconciler.Engine.Repositories;
using Reconciler.Engine.TransferPackages;

namespace Reconciler.Cli.Verbs;

internal static class SyncVerb
{
    private static readonly Option<string?> savedPlan = new("--plan") { Description = "Do nothing that does not stand in this saved plan; without scope options, all that it speaks of", HelpName = "FILE" };

    private static readonly Option<int?> allowRemovals = new("--dangerous-allow-removals") { Description = "Let a guard pass so many removals", HelpName = "COUNT" };

    private static readonly Option<bool> allowRewind = new("--dangerous-allow-rewind") { Description = "Follow a commit that does not descend from the last synced one" };

    private static readonly Option<bool> strict = new("--strict") { Description = "Exit with 3 also when all that is left waits as declared, such as on suspended servers" };

    internal static Verb Verb { get; } = new(
        "sync",
        "Copy exactly what is missing or wrong, until every server holds what the commit says",
        [.. CommonOptions.Place, .. CommonOptions.ScopeOptions, savedPlan, allowRemovals, allowRewind, strict, CommonOptions.WarningsAsErrors, CommonOptions.Output],
        ActAsync)
    {
        Example = "reconciler sync --plan reviewed.json",
        WritesState = true,
        IsRepeatable = true,
        IsShared = true,
    };

    private static async Task<ExitCode> ActAsync(VerbContext context, CancellationToken cancellationToken)
    {
        using var workplace = context.OpenWorkplace();
        var revision = workplace.Values.Revision;
        if (revision.Worktree)
            throw new UsageException("sync carries out commits only: commit the files first. 'reconciler plan --worktree' shows what they would do");

        var query = new PlanQuery(revision, workplace.Values.Scope, Lift.All, workplace.Settings.MaxRemovals, context.Parsed.GetValue(allowRemovals))
        {
            Permission = Permission.Enforced,
        };
        var request = new RunRequest(query, SavedPlan(context), context.Parsed.GetValue(allowRewind) || workplace.Settings.Git.AllowRewind, context.Parsed.GetValue(CommonOptions.WarningsAsErrors));
        var publisher = context.Lent is null ? StatePublisher.Of(workplace, context.Surroundings) : null;
        using var held = workplace.Lock("sync");
        await workplace.RefreshAsync(cancellationToken);
        var report = new SyncReport(context, workplace, context.Parsed.GetValue(strict) ? Strictness.AnyHold : Strictness.AsDeclared);
        await foreach (var step in workplace.Reconciliation.RunOnceAsync(request, held, workplace.Despooler(), cancellationToken))
            await report.WriteAsync(step);
        var code = await report.EndAsync();
        if (publisher is not null)
            await PublishAsync(context, publisher, cancellationToken);
        return code;
    }

    /// <summary>A running loop does it by itself. What fails here changes nothing of what the sync did.</summary>
    private static async Task PublishAsync(VerbContext context, StatePublisher publisher, CancellationToken cancellationToken)
    {
        try
        {
            if (publisher.Read(cancellationToken) is { } snapshot && await publisher.PublishAsync(snapshot, cancellationToken) && !context.IsQuiet)
                await context.Terminal.Error.WriteLineAsync($"Published the state to {publisher.Name}.");
        }
        catch (Exception refused) when (refused is RepositoryException or StateUnreadableException)
        {
            await context.Terminal.Error.WriteLineAsync($"{context.Terminal.ErrorStyle.Yellow("warning:")} {refused.Message}");
        }
    }

    private static ReadOnlyMemory<byte>? SavedPlan(VerbContext context) =>
        context.Parsed.GetValue(savedPlan) is { } file ? PlanFiles.Read(file, context.Surroundings) : default(ReadOnlyMemory<byte>?);
}
