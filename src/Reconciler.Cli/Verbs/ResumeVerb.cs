using Reconciler.Cli.Calls;
using Reconciler.Cli.Terminals;
using Reconciler.Core.Planning;

namespace Reconciler.Cli.Verbs;

internal static class ResumeVerb
{
    internal static Verb Verb { get; } = new(
        "resume",
        "End what 'suspend' began; what a line in Git suspends, only Git resumes",
        [NamedServers.Argument, .. CommonOptions.CommittedPlace],
        ActAsync)
    {
        Example = "reconciler resume dp-lon-02",
        WritesState = true,
        IsRepeatable = true,
    };

    private static async Task<ExitCode> ActAsync(VerbContext context, CancellationToken cancellationToken)
    {
        using var workplace = context.OpenWorkplace();
        workplace.RequireEstate();
        var now = context.Surroundings.Time.GetUtcNow();
        using var held = workplace.Lock("resume");
        await workplace.TryRefreshAsync(cancellationToken);
        var named = NamedServers.Find(workplace, context.Parsed.GetRequiredValue(NamedServers.Argument), cancellationToken);
        var recorded = named.Names.Where(name => named.Recorded(name, now) is not null).ToArray();
        if (recorded.Length > 0)
            workplace.Requests.Resume_NeedsLock(held, recorded, context.Surroundings.Actor);

        var isHeldByGit = false;
        foreach (var name in named.Names)
        {
            if (named.InGit(name, now) is { } inGit)
            {
                isHeldByGit = true;
                await context.Terminal.Error.WriteLineAsync(
                    $"{context.Terminal.ErrorStyle.Red("error:")} {name} stays suspended by {inGit.Origin()} in {named.Commit}: {VisibleText.Of(inGit.Reason)}. To resume it, take 'suspend' out there and commit{(recorded.Contains(name) ? "; what the command line said besides is ended" : "")}");
            }
            else if (named.Recorded(name, now) is { } ended)
            {
                await context.Terminal.Out.WriteLineAsync($"Resumed {name}, which was {VisibleText.Of(ended.Line())}.");
            }
            else
            {
                await context.Terminal.Out.WriteLineAsync($"{name} is not suspended.");
            }
        }

        if (recorded.Any(name => named.InGit(name, now) is null))
            await context.Terminal.Out.WriteLineAsync("The next 'reconciler sync' does what has waited.");
        return isHeldByGit ? ExitCode.Error : ExitCode.Done;
    }
}
