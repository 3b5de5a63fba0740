using System.Text.RegularExpressions;
using Reconciler.Cli.Calls;
using Reconciler.Cli.Terminals;
using Reconciler.Cli.Verbs;
using Reconciler.Cli.Workplaces;
using Reconciler.Testing;

namespace Reconciler.Cli.Tests;

/// <summary>
/// The whole program in process: a real repository, a state of its own, real directories as servers, a clock that stands still. The
/// working directory is the repository, so that a test types what a user types: <c>await cli.RunAsync("plan", "--all")</c>.
/// </summary>
internal sealed partial class CliFixture : IDisposable
{
    private readonly TemporaryDirectory home = new();

    /// <summary>A commit holds a path of this run, so that no commit after it has the same id in the next run.</summary>
    private bool hasPathsOfThisRun;

    internal CliFixture()
    {
        Repository = new(home.CreateDirectory("estate"));
        Variables = new()
        {
            ["HOME"] = home.Path,
            ["XDG_STATE_HOME"] = home.Combine("state"),
            [SettingsFile.Variable] = home.Write("reconciler.json", "{}"),
        };
        State = UsualState.Of(Repository.Path, "estate", Surroundings(new(TextWriter.Null, TextWriter.Null, Style.Plain, Style.Plain, ShowsProgress: false, Width: 80)));
    }

    internal static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    internal GitRepository Repository { get; }

    /// <summary>The state directory, absolute; made by the first sync.</summary>
    internal string State { get; }

    /// <summary>The environment, as the program sees it; nothing else is set.</summary>
    internal Dictionary<string, string?> Variables { get; }

    internal SteadyClock Clock { get; } = new(new(2026, 11, 22, 14, 0, 0, TimeSpan.Zero));

    /// <summary>Who acts, as records name them.</summary>
    internal string Actor => Surroundings(new(TextWriter.Null, TextWriter.Null, Style.Plain, Style.Plain, ShowsProgress: false, Width: 80)).Actor;

    /// <summary>A path beside repository and state, for saved plans and servers with an absolute address.</summary>
    internal string Beside(string relativePath) => home.Combine(relativePath.Split('/'));

    /// <summary>The root of a server with a relative address, or something in it.</summary>
    internal string Root(string server, params string[] parts) => Path.Combine([State, "roots", server, .. parts]);

    /// <summary>The settings file that every run reads.</summary>
    internal void WriteSettings(string json) => home.Write("reconciler.json", json);

    /// <summary>Copies a folder of <c>examples/</c> into the repository and commits it.</summary>
    internal void CommitExample(string name)
    {
        var from = Path.Combine(ExamplesDirectory(), name);
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var to = Path.Combine(Repository.Path, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }

        Repository.Commit($"Declare {name}");
    }

    /// <summary>Replaces text in a file of the repository, which must stand there, and commits.</summary>
    internal void CommitEdit(string file, string old, string @new, string message)
    {
        var path = Path.Combine(Repository.Path, file);
        var text = File.ReadAllText(path);
        Assert.Contains(old, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(old, @new, StringComparison.Ordinal));
        Repository.Commit(message);
        hasPathsOfThisRun |= @new.Contains(home.Path, StringComparison.Ordinal);
    }

    /// <summary>Runs the program as it runs in a pipe.</summary>
    internal async Task<CliResult> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        return await RunAsync(arguments, output, Piped, Cancelled);
    }

    /// <summary>Runs the program for somebody who looks, without colours.</summary>
    internal async Task<CliResult> RunOnTerminalAsync(int width, params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        return await RunAsync(arguments, output, (console, error) => Piped(console, error) with { ShowsProgress = true, Width = width, OutWidth = width }, Cancelled);
    }

    /// <summary>As in a pipe, with a Ctrl-C as soon as a line on standard output contains the text.</summary>
    internal async Task<CliResult> RunUntilAsync(string text, params string[] arguments)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        using var output = new CancellingWriter(text, ending);
        return await RunAsync(arguments, output, Piped, ending.Token);
    }

    private static Terminal Piped(StringWriter output, StringWriter error) => new(output, error, Style.Plain, Style.Plain, ShowsProgress: false, Width: 80);

    private async Task<CliResult> RunAsync(string[] arguments, StringWriter output, Func<StringWriter, StringWriter, Terminal> terminalFor, CancellationToken cancellationToken)
    {
        using var error = new StringWriter { NewLine = "\n" };
        var exitCode = (ExitCode)await CommandLine.RunAsync(arguments, Surroundings(terminalFor(output, error)), cancellationToken);
        return new(Scrubbed($"reconciler {string.Join(' ', arguments.Select(Quoted))}"), Scrubbed(output.ToString()), Scrubbed(error.ToString()), exitCode);
    }

    /// <summary>A sync that must succeed.</summary>
    internal async Task SyncAsync()
    {
        var result = await RunAsync("sync");
        Assert.True(result.ExitCode == ExitCode.Done, result.ToString());
    }

    public void Dispose() => home.Dispose();

    private Surroundings Surroundings(Terminal terminal) => new(terminal, Variables.GetValueOrDefault, Repository.Path, IsAdministrator: false, Clock);

    private string Scrubbed(string text)
    {
        text = text.Replace(State, "<state>", StringComparison.Ordinal)
            .Replace(Repository.Path, "<repository>", StringComparison.Ordinal)
            .Replace(home.Path, "<home>", StringComparison.Ordinal);
        foreach (var commit in hasPathsOfThisRun ? Repository.Git("rev-list", "HEAD").Split('\n', StringSplitOptions.RemoveEmptyEntries) : [])
            text = text.Replace(commit, "<commit>", StringComparison.Ordinal).Replace(commit[..7], "<commit>", StringComparison.Ordinal);
        if (EstateId() is { } estate)
            text = text.Replace(estate, "<estate>", StringComparison.Ordinal).Replace(estate[..8], "<estate8>", StringComparison.Ordinal);
        return FreeBytes().Replace(text, "$1<free>");
    }

    private string? EstateId()
    {
        var file = Path.Combine(State, "estate.json");
        return File.Exists(file) ? Hexadecimal().Match(File.ReadAllText(file)).Value : null;
    }

    private static string Quoted(string argument) => argument.Contains(' ', StringComparison.Ordinal) ? $"'{argument}'" : argument;

    internal static string ExamplesDirectory()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "Reconciler.sln")))
            directory = directory.Parent ?? throw new InvalidOperationException("the tests do not run inside the repository");
        return Path.Combine(directory.FullName, "examples");
    }

    [GeneratedRegex("[0-9a-f]{32}")]
    private static partial Regex Hexadecimal();

    [GeneratedRegex("(\"freeBytes\": )[0-9]+")]
    private static partial Regex FreeBytes();
}
