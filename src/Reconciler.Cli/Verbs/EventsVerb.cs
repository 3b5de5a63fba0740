using System.CommandLine;
using Reconciler.Adapters.TransferPackages;
using Reconciler.Cli.Calls;
using Reconciler.Cli.Workplaces;
using Reconciler.Core.Planning;

namespace Reconciler.Cli.Verbs;

internal static class EventsVerb
{
    private static readonly TimeSpan poll = TimeSpan.FromMilliseconds(200);

    private static readonly Option<bool> follow = new("--follow", "-f") { Description = "Go on showing what happens, until Ctrl-C" };

    private static readonly Option<int?> limit = new("--limit") { Description = "Only the newest so many", HelpName = "COUNT" };

    internal static Verb Verb { get; } = new(
        "events",
        "Show what syncs and 'run' told, a line each with its reason; as JSON, a line of JSON each",
        [follow, limit, .. CommonOptions.CommittedPlace, CommonOptions.Output],
        ActAsync)
    {
        Example = "reconciler events --follow --output json",
    };

    private static async Task<ExitCode> ActAsync(VerbContext context, CancellationToken cancellationToken)
    {
        context.RefusePublished("events");
        using var workplace = context.OpenWorkplace();
        var count = context.Parsed.GetValue(limit) ?? int.MaxValue;
        if (count <= 0)
            throw new UsageException($"--limit takes a number from 1 up, not {count}");

        var reader = new EventReader(workplace.Directory);
        var lines = reader.ReadOn(from: null).Lines;
        var at = lines is [.., var last] ? last.After : EventPosition.Beginning;
        await WriteAsync(context, lines.TakeLast(count));
        while (context.Parsed.GetValue(follow))
        {
            await Task.Delay(poll, context.Surroundings.Time, cancellationToken);
            lines = reader.ReadOn(at).Lines;
            at = lines is [.., var newest] ? newest.After : at;
            await WriteAsync(context, lines);
        }

        return ExitCode.Done;
    }

    private static async Task WriteAsync(VerbContext context, IEnumerable<EventLine> lines)
    {
        foreach (var line in lines.Select(line => line.Text))
        {
            if (context.Format == OutputFormat.Json)
                await context.Terminal.Out.WriteLineAsync(line);
            else if (EventFile.Parse(line) is { } told)
                await context.Terminal.Out.WriteLineAsync($"{Moment.Text(told.At)}  {told.Reason,-20}  {told.Commit?[..7] ?? "       "}  {told.Message}");
        }

        await context.Terminal.Out.FlushAsync(CancellationToken.None);
    }
}
