using System.CommandLine;
using Reconciler.Cli.Calls;
using Reconciler.Cli.Reports;
using Reconciler.Cli.Workplaces;
using Reconciler.Engine.Reconciling;

namespace Reconciler.Cli.Verbs;

internal static class ListVerb
{
    private static readonly string[] kinds = ["packages", "servers", "groups", "sites", "holds", "approvals"];

    private static readonly Argument<string> kind = new("KIND") { Description = string.Join(", ", kinds), HelpName = string.Join('|', kinds), CompletionSources = { NameCompletion.At(0, NameCompletion.Words(kinds)) } };

    internal static Verb Verb { get; } = new(
        "list",
        "List what the commit declares, what waits, or which approvals are in force",
        [kind, .. CommonOptions.Place, .. CommonOptions.ScopeOptions, CommonOptions.Output],
        ActAsync)
    {
        Example = "reconciler list servers --site london",
    };

    private static Task<ExitCode> ActAsync(VerbContext context, CancellationToken cancellationToken)
    {
        var given = context.Parsed.GetRequiredValue(kind);
        var things = kinds.FirstOrDefault(known => known == given || known == $"{given}s")
            ?? throw KnownNames.NoSuch("list of", given, kinds);
        return Question.AnswerAsync(context, (workplace, made) => WriteAsync(context, workplace, made, things), cancellationToken);
    }

    private static Task WriteAsync(VerbContext context, Workplace workplace, PlanMade made, string things)
    {
        var lists = new Lists(context, made);
        return things switch
        {
            "packages" => lists.WritePackagesAsync(),
            "servers" => lists.WriteServersAsync(),
            "groups" => lists.WriteGroupsAsync(),
            "sites" => lists.WriteSitesAsync(),
            "approvals" => lists.WriteApprovalsAsync(ApprovalInForce.Of(workplace.State, made)),
            _ => lists.WriteHoldsAsync(),
        };
    }
}
