using System.CommandLine;
using Reconciler.Cli.Calls;
using Reconciler.Cli.Reports;
using Reconciler.Cli.Workplaces;
using Reconciler.Configuration.Values;
using Reconciler.Core.Planning;
using Reconciler.Core.Servers;
using Reconciler.Engine.Reconciling;
using Reconciler.Engine.TransferPackages;

namespace Reconciler.Cli.Verbs;

internal static class ApproveVerb
{
    /// <summary>An approval that nobody used is not kept lying about.</summary>
    private static readonly TimeSpan usualExpiry = TimeSpan.FromDays(7);

    private static readonly Argument<string?> hash = new("HASH")
    {
        Description = $"The first {SavedPlanName.MinPrefix} characters of the plan's hash, or more, as the sync printed them",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<string?> plan = new("--plan") { Description = "Approve the plan in this file, from 'plan --save'", HelpName = "FILE" };

    private static readonly Option<string?> reason = new("--reason") { Description = "Why, for the history", HelpName = "TEXT" };

    private static readonly Option<string?> expires = new("--expires") { Description = "How long the approval holds. Default: 7d", HelpName = "DURATION" };

    internal static Verb Verb { get; } = new(
        "approve",
        "Let the removals of a plan go that a guard held; the next sync carries them out",
        [hash, .. CommonOptions.CommittedPlace, plan, reason, expires, CommonOptions.Output],
        ActAsync)
    {
        Example = "reconciler approve 3fa9c1d2 --reason \"store closed\" --expires 2d",
        WritesState = true,
        IsRepeatable = true,
    };

    private static async Task<ExitCode> ActAsync(VerbContext context, CancellationToken cancellationToken)
    {
        using var workplace = context.OpenWorkplace();
        workplace.RequireEstate();
        var validFor = Expiry(context.Parsed.GetValue(expires));
        var (saved, removals) = Find(context, workplace);
        if (removals.Length == 0)
            throw new UsageException($"plan {Short(saved.Hash)} removes nothing, so that nothing in it needs an approval");

        using var held = workplace.Lock("approve");
        var now = context.Surroundings.Time.GetUtcNow();
        var earlier = workplace.State.Approvals.All.Where(approval => approval.Plan == saved.Hash && approval.IsValid(now)).ToArray();
        var approval = workplace.Requests.Approve_NeedsLock(held, saved, context.Surroundings.Actor, context.Parsed.GetValue(reason), validFor);
        await new ApproveReport(context).WriteAsync(approval, removals, earlier);
        return ExitCode.Done;
    }

    private static (SavedPlan Saved, PlanAction[] Removals) Find(VerbContext context, Workplace workplace)
    {
        var (prefix, file) = (context.Parsed.GetValue(hash), context.Parsed.GetValue(plan));
        return (prefix, file) switch
        {
            (null, null) => throw new UsageException("name the plan by its hash, or give it as a file with --plan"),
            (not null, not null) => throw new UsageException("name the plan by its hash or give it as a file with --plan, not both"),
            (null, _) => Opened(PlanFiles.Read(file, context.Surroundings), file),
            _ => Kept(workplace, prefix.ToLowerInvariant()),
        };
    }

    private static (SavedPlan Saved, PlanAction[] Removals) Kept(Workplace workplace, string prefix)
    {
        var (bytes, hash) = KeptPlans.Find(workplace, prefix, "a plan of 'plan --save FILE' is approved with --plan FILE");
        return Opened(bytes, hash);
    }

    private static (SavedPlan Saved, PlanAction[] Removals) Opened(ReadOnlyMemory<byte> bytes, string name)
    {
        var read = PlanFiles.Parse(bytes, name, new ServerTable());
        return (new(read.Hash, bytes), [.. read.Actions.Where(action => action.Kind == ActionKind.Remove)]);
    }

    private static TimeSpan Expiry(string? text) => text switch
    {
        null => usualExpiry,
        _ when DurationText.TryParse(text, out var duration) && duration > TimeSpan.Zero => duration,
        _ => throw new UsageException($"--expires is '{text}'; write a duration such as 12h or 7d"),
    };

    private static string Short(string hash) => hash[..SavedPlanName.MinPrefix];
}
