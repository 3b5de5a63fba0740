using System.Text.RegularExpressions;
using Reconciler.Cli.Calls;

namespace Reconciler.Cli.Tests.Verbs;

/// <summary>Each package has one server, so that no line can be recorded in two parts.</summary>
public sealed partial class HistoryVerbTests : IDisposable
{
    private readonly CliFixture cli = new();

    public void Dispose() => cli.Dispose();

    [Fact]
    public async Task History_OfTheEstate_TellsEverythingNewestLast()
    {
        await LiveAsync();

        await Verify($"{await cli.RunAsync("history")}");
    }

    [Fact]
    public async Task History_OfAPackageAndOfAServer_TellTheirPart()
    {
        await LiveAsync();

        await Verify(Free().Replace($"{await cli.RunAsync("history", "viewer")}\n{await cli.RunAsync("history", "--server", "dp-2")}", "$1<free>"));
    }

    [Fact]
    public async Task History_OfAPlacement_TellsOnlyThat()
    {
        await LiveAsync();

        await Verify($"{await cli.RunAsync("history", "viewer", "--server", "dp-1")}\n{await cli.RunAsync("history", "viewer", "--server", "dp-2")}\n{await cli.RunAsync("history", "fonts", "--server", "dp-1")}");
    }

    [Fact]
    public async Task History_AsJson_HasEveryRecord()
    {
        await LiveAsync();

        await Verify(Order().Replace((await cli.RunAsync("history", "viewer", "-o", "json")).Out, "$1<order>"), "json");
    }

    [Fact]
    public async Task History_Limited_KeepsTheNewest()
    {
        await LiveAsync();

        var all = await cli.RunAsync("history");
        var limited = await cli.RunAsync("history", "--limit", "3");

        Assert.Equal(all.Out.Split('\n')[^4..], limited.Out.Split('\n')[1..]);
        Assert.Contains(" earlier; without --limit all are shown\n", limited.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task History_InvalidConfiguration_StillAnswers()
    {
        await LiveAsync();
        cli.Repository.Write("estate.yaml", "nonsense: [");
        cli.Repository.Commit();

        Assert.Equal(ExitCode.Done, (await cli.RunAsync("history", "viewer")).ExitCode);
    }

    [Fact]
    public async Task History_NothingRecorded_SaysSo()
    {
        cli.CommitExample("add-a-server");

        await Verify($"{await cli.RunAsync("history")}\n{await cli.RunAsync("history", "viewer")}");
    }

    [Theory]
    [InlineData("nothing is recorded of a package 'viewre' in <state>; did you mean 'viewer'?", "viewre")]
    [InlineData("nothing is recorded of a server 'dp-9' in <state>; did you mean 'dp-1'?", "--server", "dp-9")]
    [InlineData("--limit takes a number from 1 up, not 0", "--limit", "0")]
    public async Task History_AskedWrongly_SaysWhatToType(string expected, params string[] arguments)
    {
        await LiveAsync();

        var history = await cli.RunAsync(["history", .. arguments]);

        Assert.Equal((ExitCode.Error, $"error: {expected}\n"), (history.ExitCode, history.Error));
    }

    private async Task LiveAsync()
    {
        cli.Repository.Write("packages/viewer/a.txt", "first");
        cli.Repository.Write("packages/fonts/b.txt", "letters");
        cli.Repository.Write("estate.yaml", $"{Server("dp-1")}{Server("dp-2")}{Package("viewer", "dp-1")}{Package("fonts", "dp-2")}");
        cli.Repository.Commit("Begin");
        await cli.SyncAsync();

        cli.Clock.Advance(TimeSpan.FromHours(1));
        cli.Repository.Write("packages/viewer/a.txt", "second");
        cli.CommitEdit("estate.yaml", Package("viewer", "dp-1"), Package("viewer", "dp-1", 2), "Release the viewer 2");
        await cli.SyncAsync();

        cli.Clock.Advance(TimeSpan.FromHours(1));
        Directory.Move(cli.Root("dp-2"), cli.Beside("dp-2"));
        cli.CommitEdit("estate.yaml", Package("viewer", "dp-1", 2), Package("viewer", "dp-2", 2), "Move the viewer");
        await cli.RunAsync("sync");

        cli.Clock.Advance(TimeSpan.FromHours(1));
        Directory.Move(cli.Beside("dp-2"), cli.Root("dp-2"));
        await cli.RunAsync("sync");
    }

    private static string Server(string name) => $"---\napiVersion: reconciler/v1\nkind: DistributionServer\nmetadata: {{ name: {name} }}\nspec: {{ address: {name} }}\n";

    private static string Package(string name, string server, int version = 1) =>
        $"---\napiVersion: reconciler/v1\nkind: Package\nmetadata: {{ name: {name} }}\nspec: {{ version: '{version}', source: {{ path: packages/{name} }}, distribute: {{ to: [{server}] }} }}\n";

    [GeneratedRegex("(visited, )[0-9.]+ [KMGTPE]?i?B")]
    private static partial Regex Free();

    [GeneratedRegex("(\"order\": \")[0-9.]+")]
    private static partial Regex Order();
}
