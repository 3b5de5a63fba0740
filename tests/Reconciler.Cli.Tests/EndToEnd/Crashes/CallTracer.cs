using Reconciler.Testing;

namespace Reconciler.Cli.Tests.EndToEnd.Crashes;

/// <summary>
/// The built program under <c>kill-at.c</c>, which counts what all of its threads and processes change on the disk and kills it at the entry of the Nth
/// such call. strace counts each thread by itself, so that it cannot go through them one after the other.
/// </summary>
internal sealed class CallTracer : IDisposable
{
    private const string Install = "apt-get install gcc libc6-dev";

    private readonly TemporaryDirectory built = new();

    internal CallTracer()
    {
        RealPart.Require("cc", Install);
        new ProcessRun("cc", "-O1", "-o", Program, Path.Combine(SourceDirectory(), "kill-at.c")).Run().EnsureSuccess();
    }

    private string Program => built.Combine("kill-at");

    /// <param name="killAt">Counted from 1; 0: it runs to its end.</param>
    /// <returns>Its result, and the calls up to the one that was not made: name and path below the sandbox.</returns>
    internal async Task<(ProcessResult Result, string[] Calls)> RunAsync(SiteServer site, string[] arguments, int killAt)
    {
        var log = Path.Combine(site.Home, "calls");
        var command = site.Command(arguments);
        var result = await (command with
        {
            Program = Program,
            Arguments = [$"{killAt}", site.Sandbox, log, command.Program, .. command.Arguments],
        }).RunAsync(TestContext.Current.CancellationToken);
        return (result, await File.ReadAllLinesAsync(log, TestContext.Current.CancellationToken));
    }

    public void Dispose() => built.Dispose();

    private static string SourceDirectory([System.Runtime.CompilerServices.CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
