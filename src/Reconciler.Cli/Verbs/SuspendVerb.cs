using System.CommandLine;
using Reconciler.Cli.Calls;
using Reconciler.Cli.Terminals;
using Reconciler.Cli.Workplaces;
using Reconciler.Configuration.Values;
using Reconciler.Core.Planning;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;

namespace Reconciler.Cli.Verbs;

internal static class SuspendVerb
{
    private static readonly Option<string> reason = new("--reason") { Description = "Why, for whoever meets the held servers", HelpName = "TEXT", Required = true };

    private static readonly Option<string?> until = new("--until")
    {
        Description = "When it ends by itself: a day, which begins at 00:00 UTC, or a time such as 2026-12-01T18:00Z. Default: with 'resume'",
        HelpName = "DATE",
    };

    internal static Verb Verb { get; } = new(
        "suspend",
        "Leave distribution servers alone for a while: nothing is copied, removed or looked at there",
        [NamedServers.Argument, .. CommonOptions.CommittedPlace, reason, until],
        ActAsync)
    {
        Example = "reconciler suspend dp-lon-02 --reason \"disk replacement\" --until 2026-12-01",
        WritesState = true,
        IsRepeatable = true,
    };

    private static async Task<ExitCode> ActAsync(VerbContext context, CancellationToken cancellationToken)
    {
        using var workplace = context.OpenWorkplace();
        var now = context.Surroundings.Time.GetUtcNow();
        var asked = new Suspension(Reason(context.Parsed.GetRequiredValue(reason)), Until(context.Parsed.GetValue(until), now))
        {
            By = context.Surroundings.Actor,
            Since = now,
        };

        await workplace.TryRefreshAsync(cancellationToken);
        var named = NamedServers.Find(workplace, context.Parsed.GetRequiredValue(NamedServers.Argument), cancellationToken);
        using var held = workplace.Lock("suspend");

        // Somebody may have written since the names were looked up, and nothing is added behind lines that were not read.
        workplace.State.Packages.Load(new ServerTable(), cancellationToken);

        // A server may be left alone before anything was ever copied to it.
        if (workplace.State.Estate.Find() is null)
            workplace.State.Estate.Create_NeedsLock(held, now);
        workplace.Requests.Suspend_NeedsLock(held, named.Names, asked.By, asked.Reason, asked.Until);
        foreach (var name in named.Names)
        {
            await context.Terminal.Out.WriteLineAsync($"{name} is {asked.Words()}: {VisibleText.Of(asked.Reason)}.");
            if (named.InGit(name, now) is { } inGit)
                await context.Terminal.Error.WriteLineAsync($"{context.Terminal.ErrorStyle.Yellow($"{name}:")} Git suspends it too, and wins while it does: {VisibleText.Of(inGit.Line())}");
        }

        await context.Terminal.Out.WriteLineAsync(asked.Until is null
            ? $"Nothing is done there until 'reconciler resume {string.Join(' ', named.Names)}'."
            : $"Nothing is done there until then, or until 'reconciler resume {string.Join(' ', named.Names)}'.");
        return ExitCode.Done;
    }

    private static string Reason(string text) => Suspension.OneLine(text) is { Length: > 0 } line
        ? line
        : throw new UsageException("--reason is empty: say in a few words why, for whoever meets the held servers");

    private static DateTimeOffset? Until(string? text, DateTimeOffset now)
    {
        if (text is null)
            return null;

        if (!InstantText.TryParse(text, out var end))
            throw new UsageException($"--until is '{text}'; write a day such as 2026-12-01, which begins at 00:00 UTC, or a time with its offset such as 2026-12-01T18:00Z");

        return end > now ? end : throw new UsageException($"--until is {SuspensionText.Until(end)}, which is over: it is {Moment.Text(now)}; give a later one");
    }
}
