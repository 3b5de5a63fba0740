using System.Text.RegularExpressions;
using Reconciler.Cli.Calls;

namespace Reconciler.Cli.Tests.Verbs;

public sealed class AdoptVerbTests : IDisposable
{
    private readonly CliFixture cli = new();

    public void Dispose() => cli.Dispose();

    /// <summary>The state is gone; the server, elsewhere, is not.</summary>
    private async Task<string> LoseTheStateAsync()
    {
        var root = await PlaceOutsideAsync();
        await cli.SyncAsync();
        var former = Regex.Match(await File.ReadAllTextAsync(Path.Combine(cli.State, "estate.json"), CliFixture.Cancelled), "[0-9a-f]{32}").Value;
        Directory.Delete(cli.State, recursive: true);
        Assert.True(File.Exists(Path.Combine(root, "hello", "hello.txt")));
        return former;
    }

    private Task<string> PlaceOutsideAsync()
    {
        var root = Directory.CreateDirectory(cli.Beside("srv")).FullName;
        cli.WriteSettings($$"""{ "allow": { "roots": ["{{root}}"] } }""");
        cli.CommitExample("starter");
        cli.CommitEdit("reconciler/servers.yaml", "address: dp-1 ", $"address: {root} ", "Move it");
        return Task.FromResult(root);
    }

    [Fact]
    public async Task Adopt_AfterTheStateWasLost_RebuildsItWithoutACopy()
    {
        var former = await LoseTheStateAsync();

        var refused = await cli.RunAsync("sync");
        var unnamed = await cli.RunAsync("adopt");
        var shown = await cli.RunAsync("adopt", "--estate", former[..8]);
        var written = await cli.RunAsync("adopt", "--estate", former[..8], "--write");
        var planned = await cli.RunAsync("plan");

        Assert.Equal([ExitCode.NotConverged, ExitCode.NotConverged, ExitCode.Done, ExitCode.Done], [refused.ExitCode, unnamed.ExitCode, shown.ExitCode, written.ExitCode]);
        Assert.Contains("No changes.", planned.Out, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Done, (await cli.RunAsync("verify")).ExitCode);
        await Verify(cli.WithoutHead($"{refused}{unnamed}{shown}{written}{planned}".Replace(former[..8], "<former8>", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Adopt_AfterTheStateWasLost_KnowsWhatIsOutOfSight()
    {
        var root = await PlaceOutsideAsync();
        cli.Repository.Write("packages/old/old.txt", "old");
        cli.Repository.Write("reconciler/old.yaml", EndToEnd.SiteServer.Package("old"));
        cli.Repository.Commit("Add an old package");
        await cli.SyncAsync();
        cli.CommitEdit("packages/hello/hello.txt", "Hello", "Good day", "Be polite");
        cli.Repository.Delete("reconciler/old.yaml");
        cli.Repository.Commit("Give up the old package");
        await cli.SyncAsync();
        Directory.Delete(cli.State, recursive: true);
        var former = Regex.Match(await File.ReadAllTextAsync(Path.Combine(root, ".reconciler", "server.json"), CliFixture.Cancelled), "[0-9a-f]{32}").Value;

        var written = await cli.RunAsync("adopt", "--estate", former, "--write");
        cli.CommitEdit("packages/hello/hello.txt", "Good day", "Hello", "Be brief");
        var rollback = await cli.RunAsync("sync");
        cli.Clock.Advance(TimeSpan.FromHours(25));
        var cleaned = await cli.RunAsync("sync");

        Assert.Contains("1 equal, 0 differ, 0 unknown directories\nOut of sight: 2 earlier or removed versions, kept for rollback until they are due to be deleted.\n", written.Out, StringComparison.Ordinal);
        Assert.Contains("Done: 1 updated; 0 B copied.", rollback.Out, StringComparison.Ordinal);
        Assert.Contains("1 old tree deleted", cleaned.Out, StringComparison.Ordinal);
        Assert.Equal(["hello.json"], Directory.GetFiles(Path.Combine(root, ".reconciler", "receipts")).Select(Path.GetFileName));
        Assert.Contains("found out of sight on dp-1", (await cli.RunAsync("history")).Out, StringComparison.Ordinal);
        Assert.DoesNotContain("Out of sight", (await cli.RunAsync("adopt")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Adopt_OfAnotherEstatesRoot_LeavesTheFormerOneAForeigner()
    {
        var former = await LoseTheStateAsync();
        await cli.RunAsync("adopt", "--estate", former, "--write");

        var own = Regex.Match(await File.ReadAllTextAsync(Path.Combine(cli.State, "estate.json"), CliFixture.Cancelled), "[0-9a-f]{32}").Value;
        var claim = await File.ReadAllTextAsync(Path.Combine(cli.Beside("srv"), ".reconciler", "server.json"), CliFixture.Cancelled);

        Assert.Contains(own, claim, StringComparison.Ordinal);
        Assert.DoesNotContain(former, claim, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Adopt_WithoutWrite_ChangesNothing()
    {
        var former = await LoseTheStateAsync();

        await cli.RunAsync("adopt", "--estate", former);

        Assert.False(Directory.Exists(cli.State));
        Assert.Contains(former, await File.ReadAllTextAsync(Path.Combine(cli.Beside("srv"), ".reconciler", "server.json"), CliFixture.Cancelled), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Adopt_OfEqualTreesThatNobodyPlaced_CopiesNothing()
    {
        var root = await PlaceOutsideAsync();
        Directory.CreateDirectory(Path.Combine(root, "hello"));
        Directory.CreateDirectory(Path.Combine(root, "scratch"));
        File.Copy(Path.Combine(cli.Repository.Path, "packages", "hello", "hello.txt"), Path.Combine(root, "hello", "hello.txt"));
        var before = File.GetLastWriteTimeUtc(Path.Combine(root, "hello", "hello.txt"));

        var written = await cli.RunAsync("adopt", "--write");
        var planned = await cli.RunAsync("plan");

        Assert.Contains("1 equal, 0 differ, 1 unknown directory\n", written.Out, StringComparison.Ordinal);
        Assert.Contains("unknown: scratch on dp-1", written.Out, StringComparison.Ordinal);
        Assert.Contains("No changes.", planned.Out, StringComparison.Ordinal);
        Assert.Equal(before, File.GetLastWriteTimeUtc(Path.Combine(root, "hello", "hello.txt")));
    }

    [Fact]
    public async Task AdoptAsIs_OfATreeThatDiffers_MakesTheNextSyncAnOrdinaryUpdate()
    {
        var root = await PlaceOutsideAsync();
        Directory.CreateDirectory(Path.Combine(root, "hello"));
        await File.WriteAllTextAsync(Path.Combine(root, "hello", "hello.txt"), "Hello from before.\n", CliFixture.Cancelled);

        var shown = await cli.RunAsync("adopt");
        var conflict = await cli.RunAsync("sync");
        var written = await cli.RunAsync("adopt", "--as-is", "hello", "--write");
        var planned = await cli.RunAsync("plan");
        var verified = await cli.RunAsync("verify");
        await cli.SyncAsync();

        Assert.Equal(ExitCode.NotConverged, conflict.ExitCode);
        Assert.Equal(ExitCode.Done, verified.ExitCode);
        Assert.Equal("Hello from Reconciler.\n", await File.ReadAllTextAsync(Path.Combine(root, "hello", "hello.txt"), CliFixture.Cancelled));
        await Verify(cli.WithoutHead($"{shown}{written}{planned}"));
    }

    [Fact]
    public async Task Adopt_OfATreeThatIsNoPackage_NamesWhatIsWrong()
    {
        var root = await PlaceOutsideAsync();
        Directory.CreateDirectory(Path.Combine(root, "hello"));
        File.CreateSymbolicLink(Path.Combine(root, "hello", "out"), "/etc/passwd");

        var result = await cli.RunAsync("adopt", "--as-is", "hello", "--write");

        Assert.Contains("'hello/out' cannot be part of a package: it leads out of the package, to '/etc/passwd'", result.Out, StringComparison.Ordinal);
        Assert.Contains("0 equal, 1 differ, 0 unknown directories", result.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--estate 7c1e", "'7c1e' is no estate's id")]
    [InlineData("--as-is helo", "did you mean 'hello'?")]
    public async Task Adopt_OfWhatIsNotThere_SaysSo(string arguments, string expected)
    {
        cli.CommitExample("starter");

        var result = await cli.RunAsync(["adopt", .. arguments.Split(' ')]);

        Assert.Equal(ExitCode.Error, result.ExitCode);
        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
    }
}
