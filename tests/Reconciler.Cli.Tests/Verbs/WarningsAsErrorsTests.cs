using Reconciler.Cli.Calls;

namespace Reconciler.Cli.Tests.Verbs;

/// <summary><c>--warnings-as-errors</c>: <c>plan</c> and <c>sync</c> do nothing that <c>validate</c> would not let pass.</summary>
public sealed class WarningsAsErrorsTests : IDisposable
{
    private readonly CliFixture cli = new();

    public void Dispose() => cli.Dispose();

    [Fact]
    public async Task Verbs_OfACommitWithAWarning_RefuseItOnlyWhenAsked()
    {
        cli.CommitExample("starter");
        cli.Repository.Write("packages/hello/aux.txt", "no Windows server can hold it");
        cli.Repository.Commit("Add a file");

        var refused = $"{await cli.RunAsync("validate", "--warnings-as-errors")}{await cli.RunAsync("plan", "--warnings-as-errors")}{await cli.RunAsync("sync", "--warnings-as-errors")}";
        var isUntouched = !File.Exists(Path.Combine(cli.State, "estate.json"));
        var validated = await cli.RunAsync("validate");
        var synced = await cli.RunAsync("sync");

        Assert.True(isUntouched, "a refused sync has begun an estate");
        Assert.Equal([ExitCode.Done, ExitCode.Done], [validated.ExitCode, synced.ExitCode]);
        await Verify($"{refused}{validated}");
    }

    [Fact]
    public async Task Verbs_OfACommitWithoutProblems_GoOn()
    {
        cli.CommitExample("starter");

        Assert.Equal(ExitCode.Done, (await cli.RunAsync("validate", "--warnings-as-errors")).ExitCode);
        Assert.Equal(ExitCode.Done, (await cli.RunAsync("sync", "--warnings-as-errors")).ExitCode);
    }

    [Fact]
    public async Task Plan_OfContentThatHoldsItsPackage_IsRefusedToo()
    {
        cli.CommitExample("starter");
        cli.Repository.Delete("packages/hello");
        cli.Repository.Commit("Lose the content");

        Assert.Equal(ExitCode.Done, (await cli.RunAsync("plan")).ExitCode);
        Assert.Equal(ExitCode.Invalid, (await cli.RunAsync("plan", "--warnings-as-errors")).ExitCode);
    }
}
