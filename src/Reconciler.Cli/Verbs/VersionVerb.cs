using Reconciler.Cli.Calls;

namespace Reconciler.Cli.Verbs;

internal static class VersionVerb
{
    internal static Verb Verb { get; } = new("version", "Print the version", [], ActAsync) { Example = "reconciler version" };

    private static async Task<ExitCode> ActAsync(VerbContext context, CancellationToken cancellationToken)
    {
        await context.Terminal.Out.WriteLineAsync($"reconciler {ProgramVersion.Text}".AsMemory(), cancellationToken);
        return ExitCode.Done;
    }
}
