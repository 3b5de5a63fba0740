using System.CommandLine;
using Reconciler.Cli.Calls;
using Reconciler.Cli.Service;
using Reconciler.Cli.Workplaces;
using Reconciler.Engine.Reconciling;

namespace Reconciler.Cli.Verbs;

internal static class RunVerb
{
    private static readonly Option<string?> interval = new("--interval") { Description = "From one look at the repository to the next, a tenth more or less. Default: run.interval of the settings, else 1m", HelpName = "DURATION" };

    private static readonly Option<bool> allowRewind = new("--dangerous-allow-rewind") { Description = "Follow commits that do not descend from the last synced one: rewritten history" };

    internal static Verb Verb { get; } = new(
        Workplace.LoopVerb,
        "Do so for ever: follow the repository, copy, try again what failed, read back what has grown old",
        [.. CommonOptions.CommittedPlace, interval, allowRewind],
        ActAsync)
    {
        Example = "reconciler run --repo /srv/estate --interval 30s",
    };

    private static async Task<ExitCode> ActAsync(VerbContext context, CancellationToken cancellationToken)
    {
        using var workplace = context.OpenWorkplace();
        var settings = workplace.Settings;
        var timing = new LoopTiming(
            Interval(context) ?? settings.Interval ?? LoopTiming.UsualInterval,
            settings.VerifyBytesPerSecond ?? LoopTiming.UsualVerifyBytesPerSecond);
        try
        {
            await new LoopHost(context, workplace, timing, CommandLine.AnswerAsync) { AllowRewind = context.Parsed.GetValue(allowRewind) || settings.Git.AllowRewind }.RunAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Told to stop before it had begun: for a service that is an end like any other.
        }

        return ExitCode.Done;
    }

    private static TimeSpan? Interval(VerbContext context)
    {
        try
        {
            return context.Parsed.GetValue(interval) is { } text ? RunOptions.Interval("--interval", text) : null;
        }
        catch (FormatException problem)
        {
            throw new UsageException(problem.Message, problem);
        }
    }
}
