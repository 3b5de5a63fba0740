using System.Text;
using System.Text.Json;
using Reconciler.Cli.Calls;
using Reconciler.Cli.Reports;
using Reconciler.Cli.Terminals;

namespace Reconciler.Cli.Tests.Reports;

/// <summary>One commit with a problem of each shape: a value, a whole file, places that belong together, odd letters, a line that is too long.</summary>
public sealed class DiagnosticsReportTests : IDisposable
{
    private readonly CliFixture cli = new();

    public void Dispose() => cli.Dispose();

    [Fact]
    public async Task Validate_OnATerminal_ShowsTheLineThePlaceAndWhatToDo()
    {
        CommitProblems();

        var result = await cli.RunOnTerminalAsync(80, "validate");

        Assert.Equal(ExitCode.Invalid, result.ExitCode);
        await Verify(result.ToString());
    }

    [Fact]
    public async Task Validate_OnANarrowTerminal_CutsLinesAndWrapsHelp()
    {
        CommitProblems();

        var result = await cli.RunOnTerminalAsync(44, "validate");

        Assert.All(result.Error.Split('\n').Where(line => line.StartsWith("  ", StringComparison.Ordinal)), line => Assert.True(DisplayWidth.Of(line) <= 44, line));
        await Verify(result.ToString());
    }

    [Fact]
    public async Task Validate_InAPipe_IsOneLineAProblem()
    {
        CommitProblems();

        await Verify((await cli.RunAsync("validate")).ToString());
    }

    [Fact]
    public async Task Validate_AsJson_HasPlacesHelpAndRelatedPlaces()
    {
        CommitProblems();

        await Verify((await cli.RunAsync("validate", "-o", "json")).Out, "json");
    }

    [Fact]
    public async Task Validate_MoreProblemsThanAnybodyReads_ShowsTheFirstAndCountsTheRest()
    {
        cli.CommitExample("starter");
        cli.Repository.Write("reconciler/many.yaml", "apiVersion: reconciler/v1\nkind: Site\nmetadata: { name: london }\nspec:\n" + string.Concat(Enumerable.Range(0, 412).Select(i => $"  f{i}: 1\n")));
        cli.Repository.Commit("Many mistakes");

        var text = await cli.RunAsync("validate");
        using var json = JsonDocument.Parse((await cli.RunAsync("validate", "-o", "json")).Out);

        var lines = text.Error.TrimEnd('\n').Split('\n');
        Assert.Equal(ShownDiagnostics.Limit + 1, lines.Length);
        Assert.Equal("… and 312 more problems", lines[^1]);
        Assert.Contains("Invalid: 412 errors", text.Out, StringComparison.Ordinal);
        Assert.Equal(100, json.RootElement.GetProperty("diagnostics").GetArrayLength());
        Assert.Equal(312, json.RootElement.GetProperty("more").GetInt32());
        Assert.Equal(412, json.RootElement.GetProperty("errors").GetInt32());
    }

    private void CommitProblems()
    {
        cli.Repository.Write("reconciler/one.yaml", """
            apiVersion: reconciler/v1
            kind: DistributionServer
            metadata: { name: dp-1 }
            spec:
              address: dp-1
              retain: two
              defualt: true
            ---
            apiVersion: reconciler/v1
            kind: ServerGroup
            metadata: { name: Emea, labels: { "東京 Mü": "店" } }
            spec: { groups: [stores] }

            """);
        cli.Repository.Write("reconciler/two.yaml", $$"""
            apiVersion: reconciler/v1
            kind: ServerGroup
            metadata: { name: stores }
            spec: { servers: [{{string.Join(", ", Enumerable.Repeat("dp-1", 20))}}, dp-11, {{string.Join(", ", Enumerable.Repeat("dp-1", 20))}}], groups: [Emea] }
            ---
            apiVersion: reconciler/v1
            kind: DistributionServer
            metadata: { name: Stores }
            spec: { address: [dp-2, { file: x }

            """);
        cli.Repository.Write("reconciler/utf16.yaml", "");
        File.WriteAllBytes(Path.Combine(cli.Repository.Path, "reconciler", "utf16.yaml"), [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("kind: Site\n")]);
        cli.Repository.Write("reconciler/large.yaml", new string('#', 11 << 20));
        cli.Repository.Commit("Make mistakes");
    }
}
