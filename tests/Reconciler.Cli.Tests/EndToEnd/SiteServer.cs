using System.Diagnostics;
using System.Globalization;
using System.Text;
using Reconciler.Testing;

namespace Reconciler.Cli.Tests.EndToEnd;

/// <summary>
/// A site server of a test's own: a repository made with the real <c>git</c>, a state, and homes for everything else that a process may
/// write to. The built program runs on it as a child process.
/// </summary>
internal sealed class SiteServer : IDisposable
{
    private readonly TemporaryDirectory sandbox;

    /// <param name="parent">Of the sandbox; null: the machine's temporary directory.</param>
    internal SiteServer(string? parent = null)
    {
        sandbox = new(parent);
        Repository = new(sandbox.CreateDirectory("repository"));
        Home = sandbox.CreateDirectory("home");
        Temporary = sandbox.CreateDirectory("tmp");
    }

    internal GitRepository Repository { get; }

    /// <summary>The directory that holds all the others.</summary>
    internal string Sandbox => sandbox.Path;

    internal string State => sandbox.Combine("state");

    internal string Home { get; }

    internal string Temporary { get; }

    private string SettingsFile => sandbox.Combine("reconciler.json");

    /// <summary>Of a server with a relative address.</summary>
    internal string RootOf(string server) => Path.Combine(State, "roots", server);

    /// <param name="path">Relative to the sandbox.</param>
    internal string Place(string path) => sandbox.Combine(path.Split('/'));

    internal string MakeDirectory(string path) => sandbox.CreateDirectory(path);

    /// <summary>Writes a configuration file and commits everything.</summary>
    internal void Commit(string file, string yaml, string message = "change")
    {
        Repository.Write(file, yaml);
        Repository.Commit(message);
    }

    /// <summary>Writes the operator's settings.</summary>
    /// <param name="kind"><c>roots</c> or <c>sources</c>.</param>
    internal void Allow(string kind, string directory) =>
        File.WriteAllText(SettingsFile, $"{{ \"allow\": {{ \"{kind}\": [\"{directory}\"] }} }}");

    internal void Settings(string json) => File.WriteAllText(SettingsFile, json);

    internal Task<ProcessResult> SyncAsync(params string[] options) => RunAsync(["sync", .. options]);

    internal Task<ProcessResult> PlanAsync(params string[] options) => RunAsync(["plan", .. options]);

    /// <exception cref="InvalidOperationException">It did not converge; the message holds what it printed.</exception>
    internal async Task<string> ConvergeAsync(params string[] options) => (await SyncAsync(options)).EnsureSuccess().StandardOutput;

    /// <summary>Runs the program in the repository on this state.</summary>
    internal Task<ProcessResult> RunAsync(params string[] arguments) => Command(arguments).RunAsync(TestContext.Current.CancellationToken);

    /// <summary>Starts the program and lets it run; dispose what is returned.</summary>
    internal Process Start(params string[] arguments)
    {
        var command = Command(arguments);
        var start = new ProcessStartInfo(command.Program, command.Arguments)
        {
            WorkingDirectory = command.WorkingDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in command.Variables)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    /// <summary>More of the environment.</summary>
    internal Dictionary<string, string?> Extra { get; } = [];

    internal ProcessRun Command(params string[] arguments) => new(Program, [.. arguments, "--state", State])
    {
        WorkingDirectory = Repository.Path,
        Variables = Variables,
        Timeout = TimeSpan.FromMinutes(2),
    };

    internal IReadOnlyDictionary<string, string?> Variables => new Dictionary<string, string?>(Extra)
    {
        ["HOME"] = Home,
        ["TMPDIR"] = Temporary,
        ["XDG_STATE_HOME"] = null,
        ["RECONCILER_CONFIG"] = File.Exists(SettingsFile) ? SettingsFile : null,
        ["CI"] = null,
        ["NO_COLOR"] = "1",
        // Two processes of the runtime of a test would meet in the same place otherwise.
        ["DOTNET_EnableDiagnostics"] = "0",
    };

    /// <summary>As built beside the tests.</summary>
    internal static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "reconciler");

    public void Dispose() => sandbox.Dispose();

    /// <summary>Documents for servers with relative addresses, or with the given ones (<c>name=/absolute</c>).</summary>
    internal static string Servers(params string[] servers)
    {
        var yaml = new StringBuilder();
        foreach (var server in servers)
        {
            var (name, address) = server.Split('=', 2) is [var left, var right] ? (left, right) : (server, server);
            yaml.Append(CultureInfo.InvariantCulture, $"---\napiVersion: reconciler/v1\nkind: DistributionServer\nmetadata: {{ name: {name} }}\nspec: {{ address: {address}, default: true }}\n");
        }

        return yaml.ToString();
    }

    /// <param name="spec">More fields, in flow style: <c>version: "1", publishAs: Apps/Viewer</c>.</param>
    internal static string Package(string name, string spec = "") =>
        $"---\napiVersion: reconciler/v1\nkind: Package\nmetadata: {{ name: {name} }}\nspec: {{ source: {{ path: packages/{name} }}{(spec.Length == 0 ? "" : $", {spec}")} }}\n";
}
