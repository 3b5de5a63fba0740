using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Reconciler.Cli.Calls;
using Reconciler.Cli.Reports;
using Reconciler.Core.Diagnostics;
using Reconciler.Testing;

namespace Reconciler.Cli.Tests.Reports;

public sealed class SarifLogTests
{
    private const string Commit = "3fa9c1d000000000000000000000000000000000";

    [Fact]
    public async Task Log_OfProblemsOfEachShape_IsAsTheStandardSays()
    {
        Diagnostic[] diagnostics =
        [
            new(Severity.Error, "RCN1001", new("a b/übergröße#1.yaml"), "the file is too large"),
            new(Severity.Note, "RCN4017", new("a.yaml", 3, 1), "the suspension of 'dp-1' ended"),
            new(Severity.Warning, "RCN3101", new("a.yaml", 9, 5), "nobody gets '[this](https://example.com)'", Length: 7) { Help = "say who" },
            new(Severity.Error, "RCN2004", new("stores/london.yaml", 12, 11), "unknown field 'bandwith'", Length: 8)
            {
                Help = "did you mean 'bandwidth'?",
                Related = [new(new(new("b.yaml", 1, 2), Length: 3), "declared here")],
            },
            new(Severity.Error, "RCN2004", new("stores/london.yaml", 22, 11), "unknown field 'bandwith'", Length: 8) { Help = "did you mean 'bandwidth'?" },
        ];

        var sarif = Text([.. diagnostics]);

        Assert.Equal([null, null], await VerdictsAsync(sarif, Text([])));
        await Verify(sarif.Replace(ProgramVersion.Text, "<version>", StringComparison.Ordinal), "json");
    }

    [Fact]
    public async Task Verdict_OfWhatIsNoLog_SaysWhy() =>
        Assert.All(await VerdictsAsync("""{ "version": "2.1.0" }""", """{ "version": "2.1.0", "runs": [{ "tool": { "driver": { "name": "x" } }, "results": [{}] }] }"""), Assert.NotNull);

    [Fact]
    public void Log_OfMoreThanAHostShows_KeepsTheErrorsAndSaysHowManyAreLeftOut()
    {
        var notes = Enumerable.Range(1, SarifLog.ResultLimit).Select(line => new Diagnostic(Severity.Note, "RCN4017", new("a.yaml", line, 1), "note"));
        using var sarif = JsonDocument.Parse(Text([.. notes, new(Severity.Error, "RCN2004", new("z.yaml", 1, 1), "error")]));

        var run = sarif.RootElement.GetProperty("runs")[0];
        var results = run.GetProperty("results");
        Assert.Equal(SarifLog.ResultLimit, results.GetArrayLength());
        Assert.Equal("error", results[SarifLog.ResultLimit - 1].GetProperty("level").GetString());
        Assert.Equal("1 of 5001 results are left out: no more than 5000 are shown. 'reconciler validate' counts them all.", run.GetProperty("invocations")[0].GetProperty("toolExecutionNotifications")[1].GetProperty("message").GetProperty("text").GetString());
    }

    [Fact]
    public void Fingerprints_OfTheSameProblem_StayWhenItsLineMovesAndDifferWhenItComesTwice()
    {
        Diagnostic At(int line) => new(Severity.Error, "RCN2004", new("a.yaml", line, 1), "unknown field 'x'");

        var (before, after) = (Fingerprints([At(1), At(7)]), Fingerprints([At(3), At(9)]));

        Assert.Equal(before, after);
        Assert.Equal(2, before.Distinct().Count());
    }

    [Fact]
    public async Task PlanAndValidate_OfProblems_WriteThemAsSarif()
    {
        using var cli = new CliFixture();
        cli.CommitExample("starter");
        cli.Repository.Write("packages/hello/aux.txt", "no Windows server can hold it");
        cli.Repository.Commit("Add a file");
        var plan = await cli.RunAsync("plan", "-o", "sarif", "--report", "plan.sarif");
        var validated = await cli.RunAsync("validate", "-o", "sarif");
        cli.CommitEdit("reconciler/servers.yaml", "default: true", "defualt: true", "Misspell it");
        var invalid = await cli.RunAsync("plan", "--report", "invalid.sarif");

        Assert.Equal((ExitCode.Done, ExitCode.Done, ExitCode.Invalid), (plan.ExitCode, validated.ExitCode, invalid.ExitCode));
        Assert.Equal(plan.Out, File.ReadAllText(Path.Combine(cli.Repository.Path, "plan.sarif")));
        Assert.Equal([null, null, null], await VerdictsAsync(plan.Out, validated.Out, File.ReadAllText(Path.Combine(cli.Repository.Path, "invalid.sarif"))));
        Assert.Equal(["RCN4005"], Codes(plan.Out));
        Assert.Equal(["RCN4005"], Codes(validated.Out));
        Assert.Equal(["RCN2004"], Codes(File.ReadAllText(Path.Combine(cli.Repository.Path, "invalid.sarif"))));
    }

    private static string Text(Diagnostic[] diagnostics) => Encoding.UTF8.GetString(new SarifLog(Commit, [.. diagnostics], "Valid.").Bytes().Span);

    private static string[] Fingerprints(Diagnostic[] diagnostics) =>
        Results(Text(diagnostics), result => result.GetProperty("partialFingerprints").GetProperty("reconciler/v1").GetString()!);

    private static string[] Codes(string sarif) => Results(sarif, result => result.GetProperty("ruleId").GetString()!);

    private static string[] Results(string sarif, Func<JsonElement, string> select)
    {
        using var log = JsonDocument.Parse(sarif);
        return [.. log.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray().Select(select)];
    }

    /// <summary>What the schema of the standard says of each; null: nothing.</summary>
    private static async Task<string?[]> VerdictsAsync(params string[] logs)
    {
        var node = RealPart.Require("node", "apt-get install nodejs");
        var packages = NodePackages.Require("ajv@8.20.0", "@microsoft/jest-sarif@1.0.0-beta.0");
        var run = new ProcessRun(node, Path.Combine(Path.GetDirectoryName(ThisFile())!, "sarif.mjs"), packages) { StandardInput = Encoding.UTF8.GetBytes($"[{string.Join(',', logs)}]") };
        using var answer = JsonDocument.Parse((await run.RunAsync(TestContext.Current.CancellationToken)).EnsureSuccess().StandardOutput);
        return [.. answer.RootElement.EnumerateArray().Select(verdict => verdict.GetString())];
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
