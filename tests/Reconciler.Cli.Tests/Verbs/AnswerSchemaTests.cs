using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Reconciler.Cli.Calls;
using Reconciler.Cli.Tests.EndToEnd;
using Reconciler.Testing;

namespace Reconciler.Cli.Tests.Verbs;

/// <summary>What <c>-o json</c> gives against the schemas that <c>schema</c> prints.</summary>
public sealed class AnswerSchemaTests : IDisposable
{
    /// <summary>So many that a saved plan has them as bits of a table.</summary>
    private const int Servers = 40;

    private readonly CliFixture cli = new();

    public void Dispose() => cli.Dispose();

    [Fact]
    public async Task Plans_PrintedAndSaved_AreAsTheSchemaSays()
    {
        Declare();
        var first = await cli.RunAsync("plan", "-o", "json", "--save", cli.Beside("first.json"));
        await cli.RunAsync("sync");
        cli.Repository.Write("packages/viewer/version.txt", "2");
        cli.Repository.Write("packages/viewer/new.txt", "new");
        cli.Repository.Write("servers.yaml", SiteServer.Servers([.. Names(Servers - 1)]));
        cli.Repository.Delete("packages/tool");
        cli.Repository.Commit("Change much");
        var update = await cli.RunAsync("plan", "-o", "json", "--save", cli.Beside("update.json"));
        var part = await cli.RunAsync("plan", "-o", "json", "--server", "dp-0*");
        cli.Repository.Write("notes.txt", "not committed");
        var worktree = await cli.RunAsync("plan", "-o", "json", "--worktree");

        var schema = await SchemaAsync("plan");
        string[] saved = [File.ReadAllText(cli.Beside("first.json")), File.ReadAllText(cli.Beside("update.json"))];
        Assert.Contains("\"table\"", saved[0], StringComparison.Ordinal);
        await AssertDescribedAsync(schema, [first.Out, update.Out, part.Out, worktree.Out, .. saved]);
    }

    [Fact]
    public async Task PlanThatAGuardHolds_Kept_IsAsTheSchemaSaysAndShownByItsHash()
    {
        Declare();
        await cli.RunAsync("sync");
        cli.CommitEdit("packages.yaml", "metadata: { name: viewer }", "metadata: { name: watcher }", "Rename it");
        var sync = await cli.RunAsync("sync");
        Assert.Equal(ExitCode.Guarded, sync.ExitCode);
        var kept = Directory.GetFiles(Path.Combine(cli.State, "plans")).Single();
        var hash = Path.GetFileNameWithoutExtension(kept);

        var json = await cli.RunAsync("show", "plan", hash[..8].ToUpperInvariant(), "-o", "json", "--report", "plan.txt");
        var text = await cli.RunAsync("show", "plan", hash);
        var unknown = await cli.RunAsync("show", "plan", "0123456789ab");
        var noHash = await cli.RunAsync("show", "plan", "3fa9");

        await AssertDescribedAsync(await SchemaAsync("plan"), [json.Out, File.ReadAllText(kept)]);
        Assert.Equal(text.Out, File.ReadAllText(Path.Combine(cli.Repository.Path, "plan.txt")));
        Assert.Contains("! remove viewer", text.Out, StringComparison.Ordinal);
        Assert.Contains("error: no plan that begins with '0123456789ab' waits in <state>/plans. A sync whose removals a guard holds keeps its plan there; a plan of 'plan --save FILE' is shown by its file's name", unknown.Error, StringComparison.Ordinal);
        Assert.Contains("error: the saved plan cannot be read: ", noHash.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Changes_AreAsTheSchemaSays()
    {
        Declare();
        cli.Repository.Git("checkout", "-q", "-b", "feature");
        cli.Repository.Write("packages/editor/version.txt", "1");
        cli.Repository.Write("editor.yaml", SiteServer.Package("editor"));
        cli.Repository.Commit("Add the editor");
        var assumed = await cli.RunAsync("plan", "--base", "main", "-o", "json");
        cli.Repository.Git("checkout", "-q", "main");
        await cli.RunAsync("sync");
        cli.Repository.Write("packages/viewer/version.txt", "2");
        cli.Repository.Commit("A newer viewer");
        cli.Repository.Git("checkout", "-q", "feature");
        var recorded = await cli.RunAsync("plan", "--base", "main", "-o", "json");
        var part = await cli.RunAsync("plan", "--base", "main", "-o", "json", "--package", "e*");
        var revert = await cli.RunAsync("plan", "--revert", "HEAD", "-o", "json");
        var loss = await cli.RunAsync("plan", "--without", "dp-01", "-o", "json");

        await AssertDescribedAsync(await SchemaAsync("change"), [assumed.Out, recorded.Out, part.Out, revert.Out, loss.Out]);
    }

    [Fact]
    public async Task Diagnostics_AreAsTheSchemaSays()
    {
        Declare();
        var valid = await cli.RunAsync("validate", "-o", "json");
        cli.Repository.Write("bad.yaml", "kind: DistributionServer\nmetadata: { name: DP-01 }\nspec: { address: dp-01, defualt: true }\n---\na: [1, { b: 2 }\n");
        cli.Repository.Write("large.yaml", new string('#', 11 << 20));
        cli.Repository.Commit("Make mistakes");
        var invalid = await cli.RunAsync("validate", "-o", "json");

        await AssertDescribedAsync(await SchemaAsync("diagnostics"), [valid.Out, invalid.Out]);
    }

    [Fact]
    public async Task Schemas_LetLaterFieldsPassAndNothingElse()
    {
        Declare();
        var plan = (await cli.RunAsync("plan", "-o", "json")).Out;
        var later = plan.Replace("\"actions\":", "\"later\": 1, \"actions\":", StringComparison.Ordinal);
        var wrong = plan.Replace("\"kind\": \"place\"", "\"kind\": \"put\"", StringComparison.Ordinal);
        var (schema, other) = (await SchemaAsync("plan"), await SchemaAsync("diagnostics"));

        Assert.Null((await VerdictsAsync((schema, false, later)))[0]);
        Assert.All(await VerdictsAsync((schema, true, later), (schema, false, wrong), (other, false, plan)), Assert.NotNull);
    }

    [Fact]
    public async Task Schema_OfDiagnostics_IsFrozen() => await Verify(await SchemaAsync("diagnostics"), "json");

    [Fact]
    public async Task Schema_OfNothingThatThereIs_NamesWhatThereIs()
    {
        var refused = await cli.RunAsync("schema", "plna");

        Assert.Equal(ExitCode.Error, refused.ExitCode);
        Assert.Contains("plan", refused.Error, StringComparison.Ordinal);
    }

    private void Declare()
    {
        cli.Repository.Write("packages/viewer/version.txt", "1");
        cli.Repository.Write("packages/tool/tool.txt", "1");
        cli.Repository.Write("servers.yaml", SiteServer.Servers([.. Names(Servers)]));
        cli.Repository.Write("packages.yaml", SiteServer.Package("viewer"));
        cli.Repository.Write("tool.yaml", SiteServer.Package("tool"));
        cli.Repository.Commit("Declare");
    }

    private static IEnumerable<string> Names(int count) => Enumerable.Range(1, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"dp-{i:00}"));

    private async Task<string> SchemaAsync(string what)
    {
        var printed = await cli.RunAsync("schema", what);
        Assert.Equal(ExitCode.Done, printed.ExitCode);
        return printed.Out;
    }

    private static async Task AssertDescribedAsync(string schema, string[] answers) =>
        Assert.All(await VerdictsAsync([.. answers.SelectMany(answer => new[] { (schema, false, answer), (schema, true, answer) })]), Assert.Null);

    private static async Task<string?[]> VerdictsAsync(params (string Schema, bool IsClosed, string Json)[] cases)
    {
        var node = RealPart.Require("node", "apt-get install nodejs");
        var packages = NodePackages.Require("ajv@8.20.0");
        var question = $"[{string.Join(',', cases.Select(one => $$"""{ "schema": {{one.Schema}}, "isClosed": {{(one.IsClosed ? "true" : "false")}}, "value": {{one.Json}} }"""))}]";
        var run = new ProcessRun(node, Path.Combine(Path.GetDirectoryName(ThisFile())!, "schemas.mjs"), packages) { StandardInput = Encoding.UTF8.GetBytes(question) };
        using var answer = JsonDocument.Parse((await run.RunAsync(TestContext.Current.CancellationToken)).EnsureSuccess().StandardOutput);
        return [.. answer.RootElement.EnumerateArray().Select(verdict => verdict.GetString())];
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
