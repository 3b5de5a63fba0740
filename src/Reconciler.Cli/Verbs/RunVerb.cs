using System.CommandLine;
using Reconciler.Cli.Calls;
using Reconciler.Cli.Service;
using Reconciler.Cli.Terminals;
using Reconciler.Cli.Workplaces;
using Reconciler.Engine.Reconciling;

namespace Reconciler.Cli.Verbs;

internal static class RunVerb
{
    private static readonly Option<string?> interval = new("--interval") { Description = "From one look at the repository to the next, a tenth more or less. Default: run.interval of the settings, else 1m", HelpName = "DURATION" };

    private static readonly Option<string?> listen = new("--listen") { Description = "Where to answer over HTTP, or off. Default: http.listen of the settings, else 127.0.0.1:8470", HelpName = "ADDRESS:PORT|off" };

    private static readonly Option<bool> allowRewind = new("--dangerous-allow-rewind") { Description = "Follow commits that do not descend from the last synced one: rewritten history" };

    internal static Verb Verb { get; } = new(
        Workplace.LoopVerb,
        "Do so for ever: follow the repository, copy, try again what failed, read back what has grown old",
        [.. CommonOptions.CommittedPlace, interval, listen, allowRewind],
        ActAsync)
    {
        Example = "reconciler run --repo /srv/estate --interval 30s",
    };

    private static async Task<ExitCode> ActAsync(VerbContext called, CancellationToken cancellationToken)
    {
        using var output = new OutputQueue(called.Terminal);
        var context = called with { Surroundings = called.Surroundings with { Terminal = output.Terminal } };
        using var workplace = context.OpenWorkplace();
        var settings = workplace.Settings;
        var timing = new LoopTiming(
            Read<TimeSpan?>(context, interval, (name, text) => RunOptions.Interval(name, text)) ?? settings.Interval ?? LoopTiming.UsualInterval,
            settings.VerifyBytesPerSecond ?? LoopTiming.UsualVerifyBytesPerSecond);
        var host = new LoopHost(context, workplace, timing, new(CommandLine.AnswerAsync, arguments => CommandLine.VerbOf(arguments, context.Surroundings)))
        {
            AllowRewind = context.Parsed.GetValue(allowRewind) || settings.Git.AllowRewind,
            Web = Read<WebSettings>(context, listen, (name, text) => WebSettingsReader.Listen(settings.Web, name, text)) ?? settings.Web,
            Version = ProgramVersion.Text,
        };
        try
        {
            await host.RunAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Told to stop before it had begun: for a service that is an end like any other.
        }

        return ExitCode.Done;
    }

    private static T? Read<T>(VerbContext context, Option<string?> option, Func<string, string, T> parse)
    {
        try
        {
            return context.Parsed.GetValue(option) is { } text ? parse(option.Name, text) : default;
        }
        catch (FormatException problem)
        {
            throw new UsageException(problem.Message, problem);
        }
    }
}
