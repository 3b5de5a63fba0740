using Reconciler.Cli.Calls;
using Reconciler.Cli.Tests.EndToEnd;

namespace Reconciler.Cli.Tests.Verbs;

/// <summary>A change is planned before it is merged.</summary>
public sealed class PlanBaseTests : IDisposable
{
    private readonly CliFixture cli = new();

    public void Dispose() => cli.Dispose();

    [Fact]
    public async Task Plan_OfABranch_TellsWhatItCausesFromWhatIsPendingAnyway()
    {
        Declare();
        await cli.SyncAsync();
        Diverge();

        await Verify($"{await cli.RunAsync("plan", "--base", "main")}{await cli.RunAsync("plan", "--base", "main", "--all")}");
    }

    [Fact]
    public async Task Plan_WithoutRecords_ComparesWithWhatItIsMergedInto()
    {
        Declare();
        Diverge();
        cli.Variables["CI"] = "true";

        await Verify((await cli.RunAsync("plan", "--base", "main")).ToString());
    }

    [Fact]
    public async Task Plan_OfABranchAsJson_IsThreePlans()
    {
        Declare();
        await cli.SyncAsync();
        Diverge();

        await Verify((await cli.RunAsync("plan", "--base", "main", "-o", "json")).ToString());
    }

    [Fact]
    public async Task Plan_OfABranchThatMovesNothing_IsZeroWithADetailedExitCode()
    {
        Declare();
        cli.Repository.Git("checkout", "-q", "-b", "feature");
        cli.Repository.Write("notes.txt", "nothing that is copied");
        cli.Repository.Commit("Write notes");

        var result = await cli.RunAsync("plan", "--base", "main", "--detailed-exitcode");

        Assert.Equal(ExitCode.Done, result.ExitCode);
        Assert.Contains("This change moves nothing.", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plan_OfABranchThatConflicts_IsOneAndSaysWhere()
    {
        Declare();
        Diverge();
        cli.CommitEdit("servers.yaml", "dp-1", "dp-9", "Rename it");
        cli.Repository.Git("checkout", "-q", "main");
        cli.CommitEdit("servers.yaml", "dp-1", "dp-8", "Rename it otherwise");
        cli.Repository.Git("checkout", "-q", "feature");

        await Verify((await cli.RunAsync("plan", "--base", "main")).ToString());
    }

    [Fact]
    public async Task Plan_IntoABranchThatIsInvalid_SaysWhatToDo()
    {
        Declare();
        Diverge();
        cli.Repository.Git("checkout", "-q", "main");
        cli.Repository.Write("bad.yaml", "nonsense: 1\n");
        cli.Repository.Commit("Break it");
        cli.Repository.Git("checkout", "-q", "-b", "mend");
        cli.Repository.Delete("bad.yaml");
        cli.Repository.Commit("Mend it");

        await Verify($"{await cli.RunAsync("plan", "--base", "main")}{await cli.RunAsync("plan", "--base", "nowhere")}{await cli.RunAsync("plan", "--base", "main", "--worktree")}");
    }

    private void Declare()
    {
        cli.Repository.Write("packages/viewer/version.txt", "1");
        cli.Repository.Write("servers.yaml", SiteServer.Servers("dp-1", "dp-2"));
        cli.Repository.Write("packages.yaml", SiteServer.Package("viewer"));
        cli.Repository.Commit("Declare");
    }

    /// <summary>On main the viewer changes; on the branch a package comes, and a server.</summary>
    private void Diverge()
    {
        cli.Repository.Git("checkout", "-q", "-b", "feature");
        cli.Repository.Write("packages/editor/version.txt", "1");
        cli.Repository.Write("editor.yaml", SiteServer.Package("editor") + SiteServer.Servers("dp-3"));
        cli.Repository.Commit("Add the editor, and dp-3");
        cli.Repository.Git("checkout", "-q", "main");
        cli.Repository.Write("packages/viewer/version.txt", "2");
        cli.Repository.Commit("A newer viewer");
        cli.Repository.Git("checkout", "-q", "feature");
    }
}
