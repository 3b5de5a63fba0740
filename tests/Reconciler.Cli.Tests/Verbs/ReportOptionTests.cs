using Reconciler.Cli.Calls;

namespace Reconciler.Cli.Tests.Verbs;

/// <summary>How an answer is told, and in which files besides.</summary>
public sealed class ReportOptionTests : IDisposable
{
    private readonly CliFixture cli = new();

    public void Dispose() => cli.Dispose();

    [Fact]
    public async Task Plan_WithReports_WritesEachInTheFormatOfItsExtension()
    {
        cli.CommitExample("starter");

        var plan = await cli.RunAsync("plan", "--report", "plan.txt", "--report", cli.Beside("plan.JSON"));

        Assert.Equal(ExitCode.Done, plan.ExitCode);
        Assert.Equal(plan.Out, Read("plan.txt"));
        Assert.Equal((await cli.RunAsync("plan", "-o", "json")).Out, File.ReadAllText(cli.Beside("plan.JSON")));
        Assert.Equal(["plan.txt"], Directory.GetFiles(cli.Repository.Path).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Plan_OfAChangeWithReports_WritesThemToo()
    {
        cli.CommitExample("starter");
        await cli.SyncAsync();
        cli.Repository.Git("checkout", "-q", "-b", "feature");
        cli.Repository.Write("packages/hello/more.txt", "more");
        cli.Repository.Commit("More");

        var plan = await cli.RunAsync("plan", "--base", "main", "--report", "plan.txt", "--report", "plan.json");

        Assert.Equal(plan.Out, Read("plan.txt"));
        Assert.Equal((await cli.RunAsync("plan", "--base", "main", "-o", "json")).Out, Read("plan.json"));
    }

    /// <summary>The same plan gives the same bytes: made again, and read from its file.</summary>
    [Theory]
    [InlineData("text")]
    [InlineData("json")]
    [InlineData("markdown")]
    [InlineData("html")]
    [InlineData("github")]
    [InlineData("sarif")]
    public async Task Plan_InEachFormat_HasTheSameBytesTwiceAndFromItsFile(string format)
    {
        cli.CommitExample("branch-offices");
        await cli.SyncAsync();
        cli.CommitEdit("packages/office-viewer/viewer.ini", "\n", "\nzoom = fit\n", "Fit the pages");

        var made = await cli.RunAsync("plan", "-o", format, "--save", "saved.json");
        var again = await cli.RunAsync("plan", "-o", format);
        var saved = await cli.RunAsync("show", "plan", "saved.json", "-o", format);

        Assert.NotEmpty(made.Out);
        Assert.Equal((made.Out, made.Out), (again.Out, saved.Out));
    }

    [Fact]
    public async Task Report_ThatIsThereAlready_IsReplaced()
    {
        cli.CommitExample("starter");
        cli.Repository.Write("plan.txt", new string('x', 100_000));

        var plan = await cli.RunAsync("plan", "--report", "plan.txt");

        Assert.Equal(plan.Out, Read("plan.txt"));
    }

    [Fact]
    public async Task Report_ThatCannotBeWritten_IsOneAndTheOthersAreThere()
    {
        cli.CommitExample("starter");

        var plan = await cli.RunAsync("plan", "--report", "no/such/plan.txt", "--report", "plan.json", "--detailed-exitcode");

        Assert.Equal(ExitCode.Error, plan.ExitCode);
        Assert.Contains("error: the report no/such/plan.txt cannot be written: Could not find a part of the path '<repository>/no/such/plan.txt'.", plan.Error, StringComparison.Ordinal);
        Assert.StartsWith("Plan for main", plan.Out, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(cli.Repository.Path, "plan.json")));
    }

    [Theory]
    [InlineData("plan --report plan.doc", "--report is 'plan.doc', and a report's extension says its format: .txt")]
    [InlineData("plan --report plan", "--report is 'plan', and")]
    [InlineData("validate --report problems.doc", "--report is 'problems.doc', and a report's extension says its format: .txt")]
    [InlineData("plan -o jason", "--output is 'jason', and it takes text, json")]
    [InlineData("plan -o jason", "; did you mean 'json'?")]
    [InlineData("status -o github", "--output is 'github', and it takes text or json")]
    [InlineData("show server dp-1 -o github", "-o github is for plans; 'reconciler show server' takes text or json")]
    [InlineData("show server dp-1 --report server.txt", "--report is for plans; leave it out of 'reconciler show server'")]
    public async Task Format_ThatIsNone_IsRefusedBeforeAnythingIsPlanned(string arguments, string expected)
    {
        cli.CommitExample("starter");

        var refused = await cli.RunAsync(arguments.Split(' '));

        Assert.Equal(ExitCode.Error, refused.ExitCode);
        Assert.Contains(expected, refused.Error, StringComparison.Ordinal);
        Assert.Empty(refused.Out);
    }

    [Fact]
    public async Task PlanAndValidate_OfAnInvalidConfiguration_ReportWhatIsWrong()
    {
        cli.CommitExample("starter");
        cli.CommitEdit("reconciler/servers.yaml", "default: true", "defualt: true", "Misspell it");

        var plan = await cli.RunAsync("plan", "--report", "plan.txt", "--report", "plan.json");
        var validated = await cli.RunAsync("validate", "--report", "problems.txt", "--report", "problems.json");

        Assert.Equal((ExitCode.Invalid, ExitCode.Invalid), (plan.ExitCode, validated.ExitCode));
        Assert.Equal(plan.Error + plan.Out, Read("plan.txt"));
        Assert.Equal((await cli.RunAsync("validate", "-o", "json")).Out, Read("plan.json"));
        Assert.Equal((Read("plan.txt"), Read("plan.json")), (Read("problems.txt"), Read("problems.json")));
    }

    [Fact]
    public async Task SavedPlan_WithAReport_IsWrittenAsItIsShown()
    {
        cli.CommitExample("starter");
        await cli.RunAsync("plan", "--save", cli.Beside("saved.json"));

        var shown = await cli.RunAsync("show", "plan", cli.Beside("saved.json"), "--report", "plan.txt");

        Assert.Equal((ExitCode.Done, shown.Out), (shown.ExitCode, Read("plan.txt")));
    }

    private string Read(string file) => File.ReadAllText(Path.Combine(cli.Repository.Path, file));
}
