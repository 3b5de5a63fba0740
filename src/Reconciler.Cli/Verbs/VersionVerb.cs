using System.Reflection;
using Reconciler.Cli.Calls;

namespace Reconciler.Cli.Verbs;

internal static class VersionVerb
{
    internal static Verb Verb { get; } = new("version", "Print the version", [], ActAsync) { Example = "reconciler version" };

    internal static string Version { get; } =
        typeof(VersionVerb).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    private static async Task<ExitCode> ActAsync(VerbContext context, CancellationToken cancellationToken)
    {
        await context.Terminal.Out.WriteLineAsync($"reconciler {Version}".AsMemory(), cancellationToken);
        return ExitCode.Done;
    }
}
