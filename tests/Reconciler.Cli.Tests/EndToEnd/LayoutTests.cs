using System.Text.Json;

namespace Reconciler.Cli.Tests.EndToEnd;

/// <summary>The life of a package on a server whose versions stand side by side.</summary>
public sealed class LayoutTests : IDisposable
{
    private readonly SiteServer site = new();

    private string Root => site.RootOf("dp-1");

    public void Dispose() => site.Dispose();

    [Fact]
    public async Task Versions_FromPlacementToRetirement_StandAtTheirOwnPaths()
    {
        Commit("layout: versions", "1", "one");
        await site.ConvergeAsync();
        Assert.Equal("1 current.json", Shown());
        var first = await DiskTree.IdentitiesAsync(Path.Combine(Root, "viewer", "1"));

        Commit("layout: versions", "2", "two");
        await site.ConvergeAsync();
        Assert.Equal(("two", "one"), (ReadCurrent(), File.ReadAllText(Path.Combine(Root, "viewer", "1", "app.txt"))));
        Assert.Equal(first, await DiskTree.IdentitiesAsync(Path.Combine(Root, "viewer", "1")));
        Assert.Contains("No changes.", await site.ConvergeAsync());
        Assert.Equal(0, (await site.RunAsync("verify")).ExitCode);

        Commit("layout: versions", "1", "one");
        Assert.Contains("Done: 1 updated; 0 B copied.", await site.ConvergeAsync());
        Assert.Equal(("one", "1 2 current.json"), (ReadCurrent(), Shown()));
        Assert.Equal(first, await DiskTree.IdentitiesAsync(Path.Combine(Root, "viewer", "1")));

        site.Commit("all.yaml", Server("layout: versions") + SiteServer.Package("viewer", "version: \"1\", retire: true"));
        Assert.Contains("1 removed", await site.ConvergeAsync());
        Assert.False(Path.Exists(Path.Combine(Root, "viewer")));

        Commit("layout: versions", "1", "one");
        Assert.Contains("Done: 1 placed; 0 B copied.", await site.ConvergeAsync());
        Assert.Equal("one", ReadCurrent());
    }

    [Fact]
    public async Task Layout_ChangedBothWays_ConvergesInOneSyncWithoutACopy()
    {
        Commit("", "1", "one");
        await site.ConvergeAsync();
        Commit("", "2", "two");
        await site.ConvergeAsync();

        Commit("layout: versions", "2", "two", "Show versions");
        var plan = (await site.PlanAsync()).EnsureSuccess().StandardOutput;
        Assert.Contains("* viewer 2 -> dp-1", plan);
        Assert.Contains("layout was current, and is to be versions; all.yaml:5", plan);
        Assert.Contains("\"Show versions\"", plan);
        Assert.Contains("Done: 1 refreshed; 0 B copied.", await site.ConvergeAsync());
        Assert.Equal(("two", "2 current.json"), (ReadCurrent(), Shown()));
        Assert.Contains("No changes.", await site.ConvergeAsync());
        Assert.Matches("layout +versions \\(all.yaml:5\\)", (await site.RunAsync("show", "server", "dp-1")).StandardOutput);

        Commit("layout: versions", "1", "one");
        Assert.Contains("Done: 1 updated; 0 B copied.", await site.ConvergeAsync());

        Commit("", "1", "one");
        Assert.Contains("Done: 1 refreshed; 0 B copied.", await site.ConvergeAsync());
        Assert.Equal("app.txt", Shown());
        Assert.Contains("No changes.", await site.ConvergeAsync());

        Commit("", "2", "two");
        Assert.Contains("Done: 1 updated; 0 B copied.", await site.ConvergeAsync());
        Assert.Equal("two", File.ReadAllText(Path.Combine(Root, "viewer", "app.txt")));
    }

    [Fact]
    public async Task Version_WithAnotherContent_IsHeldUntilItHasANewName()
    {
        Commit("layout: versions", "1", "one");
        await site.ConvergeAsync();
        Commit("layout: versions", "1", "changed");

        var sync = await site.SyncAsync();

        Assert.Equal(3, sync.ExitCode);
        Assert.Matches(@"! update viewer 1 \([0-9a-f]{12}\) to 1 \([0-9a-f]{12}\) -> dp-1 \(version-changed: 1 is there with another content; give it a new version\)", sync.StandardOutput);
        Assert.Equal("one", ReadCurrent());

        Commit("layout: versions", "1.1", "changed");
        await site.ConvergeAsync();
        Assert.Equal("changed", ReadCurrent());
    }

    [Fact]
    public async Task Pointer_LostOrChangedBySomebody_ComesBack()
    {
        Commit("layout: versions", "1", "one");
        await site.ConvergeAsync();
        foreach (var text in new[] { null, "{}" })
        {
            File.Delete(Path.Combine(Root, "viewer", "current.json"));
            if (text is not null)
                File.WriteAllText(Path.Combine(Root, "viewer", "current.json"), text);

            Assert.Equal(3, (await site.RunAsync("verify")).ExitCode);
            Assert.Contains("0 B copied", await site.ConvergeAsync());
            Assert.Equal("one", ReadCurrent());
        }

        Assert.Contains("No changes.", await site.ConvergeAsync());
    }

    [Fact]
    public async Task Drift_InACurrentVersion_IsRepairedAtItsPath()
    {
        Commit("layout: versions", "1", "one");
        await site.ConvergeAsync();
        File.WriteAllText(Path.Combine(Root, "viewer", "1", "app.txt"), "broken");

        Assert.Equal(3, (await site.RunAsync("verify")).ExitCode);
        Assert.Contains("1 refreshed", await site.ConvergeAsync());

        Assert.Equal(("one", "1 current.json"), (ReadCurrent(), Shown()));
        Assert.Equal(0, (await site.RunAsync("verify")).ExitCode);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Adopt_LostStateOrReceipts_TakesTheVersionsOver(bool state)
    {
        Commit("layout: versions", "1", "one");
        await site.ConvergeAsync();
        Commit("layout: versions", "2", "two");
        await site.ConvergeAsync();
        var estate = File.ReadAllText(Path.Combine(Root, ".reconciler", "server.json")).Split('"')[9];
        if (state)
        {
            foreach (var lost in new[] { "transfer-packages", "servers", "index" })
                Directory.Delete(Path.Combine(site.State, lost), recursive: true);
            File.Delete(Path.Combine(site.State, "estate.json"));
            (await site.RunAsync("adopt", "--estate", estate, "--write")).EnsureSuccess();
            Assert.Contains("No changes.", await site.ConvergeAsync());
        }
        else
        {
            Directory.Delete(Path.Combine(Root, ".reconciler", "receipts"), recursive: true);
            Directory.Delete(Path.Combine(Root, ".reconciler", "seals"), recursive: true);
            (await site.RunAsync("forget", "dp-1", "--reason", "receipts lost")).EnsureSuccess();
            await site.ConvergeAsync();
        }

        Commit("layout: versions", "1", "one");
        Assert.Contains("0 B copied", await site.ConvergeAsync());
        Assert.Equal(("one", "1 2 current.json"), (ReadCurrent(), Shown()));
    }

    [Fact]
    public async Task ForeignDirectory_AtThePath_IsLeftAlone()
    {
        Directory.CreateDirectory(Path.Combine(Root, "viewer", "theirs"));
        File.WriteAllText(Path.Combine(Root, "viewer", "theirs", "file"), "theirs");
        Commit("layout: versions", "1", "one");

        var sync = await site.SyncAsync();

        Assert.Equal(3, sync.ExitCode);
        Assert.Contains("conflict", sync.StandardOutput + sync.StandardError);
        Assert.Equal("theirs", Shown());
    }

    [Fact]
    public async Task EqualContent_PutThereByHand_IsTakenOverAndShownAsAVersion()
    {
        Directory.CreateDirectory(Path.Combine(Root, "viewer"));
        File.WriteAllText(Path.Combine(Root, "viewer", "app.txt"), "one");
        Commit("layout: versions", "1", "one");

        Assert.Contains("0 B copied", await site.ConvergeAsync());

        Assert.Equal(("one", "1 current.json"), (ReadCurrent(), Shown()));
        Assert.Contains("No changes.", await site.ConvergeAsync());
    }

    [Fact]
    public async Task PackageAndPath_Renamed_CopyNothing()
    {
        Commit("layout: versions", "1", "one");
        await site.ConvergeAsync();

        site.Commit("all.yaml", Server("layout: versions") + SiteServer.Package("viewer", "version: \"1\", publishAs: Apps/Viewer"));
        Assert.Contains("Done: 1 refreshed; 0 B copied.", await site.ConvergeAsync());
        Assert.False(Path.Exists(Path.Combine(Root, "viewer")));
        Assert.Equal("one", ReadCurrent("Apps/Viewer"));

        site.Repository.Write("packages/reader/app.txt", "one");
        site.Commit("all.yaml", Server("layout: versions") + SiteServer.Package("reader", "version: \"1\", publishAs: Apps/Viewer"));
        Assert.Contains("0 B copied", (await site.SyncAsync("--dangerous-allow-removals=1")).EnsureSuccess().StandardOutput);
        Assert.Equal("one", ReadCurrent("Apps/Viewer"));
        Assert.Equal("1 current.json", Shown("Apps/Viewer"));
        Assert.Contains("No changes.", await site.ConvergeAsync());
    }

    [Fact]
    public async Task Version_CalledLikeThePointer_IsRefused()
    {
        Commit("layout: versions", "current.json", "one");

        var validate = await site.RunAsync("validate");

        Assert.Equal(7, validate.ExitCode);
        Assert.Contains("error RCN2109: 'current.json' cannot be a version", validate.StandardError);
    }

    private void Commit(string fields, string version, string text, string message = "change")
    {
        site.Repository.Write("packages/viewer/app.txt", text);
        site.Commit("all.yaml", Server(fields) + SiteServer.Package("viewer", $"version: \"{version}\""), message);
    }

    private static string Server(string fields) =>
        $"---\napiVersion: reconciler/v1\nkind: DistributionServer\nmetadata: {{ name: dp-1 }}\nspec: {{ address: dp-1, default: true{(fields.Length == 0 ? "" : ", " + fields)} }}\n";

    /// <summary>As a client reads it.</summary>
    private string ReadCurrent(string publishAs = "viewer")
    {
        using var pointer = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Root, publishAs, "current.json")));
        return File.ReadAllText(Path.Combine(Root, publishAs, pointer.RootElement.GetProperty("version").GetString()!, "app.txt"));
    }

    private string Shown(string publishAs = "viewer") =>
        string.Join(' ', Directory.GetFileSystemEntries(Path.Combine(Root, publishAs)).Select(Path.GetFileName).Order(StringComparer.Ordinal));
}
