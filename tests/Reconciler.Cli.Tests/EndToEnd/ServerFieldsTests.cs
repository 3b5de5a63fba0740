namespace Reconciler.Cli.Tests.EndToEnd;

/// <summary>What servers declare of how packages stand on them, and what a change of it does.</summary>
public sealed class ServerFieldsTests : IDisposable
{
    private readonly SiteServer site = new();

    public ServerFieldsTests()
    {
        site.Repository.Write("packages/viewer/app.txt", "one");
        site.Repository.Write("packages/viewer/run.sh", "#!/bin/sh\n");
        site.Repository.MakeExecutable("packages/viewer/run.sh");
    }

    [Fact]
    public async Task Permissions_FromGit_AreGivenChangedAndTakenBackWithoutACopy()
    {
        site.Commit("all.yaml", Server("dp-1", "permissions: { files: \"0640\", directories: \"0750\" }") + Server("dp-2") + SiteServer.Package("viewer"));
        await site.ConvergeAsync();
        var untouched = await DiskTree.IdentitiesAsync(site.RootOf("dp-2"));
        Assert.Equal((Mode("0640"), Mode("0750"), Mode("0750")), Modes("dp-1"));

        site.Commit("all.yaml", Server("dp-1", "permissions: { files: \"0600\", directories: \"0700\" }") + Server("dp-2") + SiteServer.Package("viewer"), "Close dp-1");
        var plan = (await site.PlanAsync()).EnsureSuccess().StandardOutput;
        var sync = await site.ConvergeAsync();

        Assert.Contains("* viewer ", plan);
        Assert.Contains("permissions were files 0640, directories 0750, and are to be files 0600, directories 0700; all.yaml:5", plan);
        Assert.Contains("\"Close dp-1\"", plan);
        Assert.Contains("Done: 1 refreshed; 0 B copied.", sync);
        Assert.Equal((Mode("0600"), Mode("0700"), Mode("0700")), Modes("dp-1"));
        Assert.Contains("No changes.", await site.ConvergeAsync());

        site.Commit("all.yaml", Server("dp-1") + Server("dp-2") + SiteServer.Package("viewer"));
        Assert.Contains("Done: 1 refreshed; 0 B copied.", await site.ConvergeAsync());
        Assert.Equal(Modes("dp-2"), Modes("dp-1"));
        Assert.Equal(untouched, await DiskTree.IdentitiesAsync(site.RootOf("dp-2")));
        Assert.Contains("No changes.", await site.ConvergeAsync());
    }

    [Fact]
    public async Task Permissions_ChangedBySomebody_AreDriftAndComeBack()
    {
        site.Commit("all.yaml", Server("dp-1", "permissions: { files: \"0640\", directories: \"0750\" }") + SiteServer.Package("viewer"));
        await site.ConvergeAsync();
        File.SetUnixFileMode(At("dp-1", "app.txt"), Mode("0666"));

        var verify = await site.RunAsync("verify");
        await site.ConvergeAsync();

        Assert.Equal(3, verify.ExitCode);
        Assert.Contains("viewer on dp-1: 'app.txt' has other permissions", verify.StandardOutput);
        Assert.Equal(Mode("0640"), File.GetUnixFileMode(At("dp-1", "app.txt")));
    }

    [Fact]
    public async Task Permissions_OfAServerWithALostState_AreAdoptedAsTheyWereGiven()
    {
        site.Commit("all.yaml", Server("dp-1", "permissions: { files: \"0640\", directories: \"0750\" }") + SiteServer.Package("viewer"));
        await site.ConvergeAsync();
        var estate = File.ReadAllText(Path.Combine(site.RootOf("dp-1"), ".reconciler", "server.json")).Split('"')[9];
        foreach (var lost in new[] { "transfer-packages", "servers", "index" })
            Directory.Delete(Path.Combine(site.State, lost), recursive: true);
        File.Delete(Path.Combine(site.State, "estate.json"));

        (await site.RunAsync("adopt", "--estate", estate, "--write")).EnsureSuccess();

        Assert.Contains("No changes.", await site.ConvergeAsync());
    }

    [Fact]
    public async Task CaseInsensitive_ServerAndNamesThatDifferInCase_HoldsThePackageThereOnly()
    {
        site.Repository.Write("packages/viewer/APP.txt", "two");
        site.Repository.Write("packages/fonts/font", "font");
        site.Commit("all.yaml", Server("dp-1", "caseInsensitive: true") + Server("dp-2") + SiteServer.Package("viewer") + SiteServer.Package("fonts"));

        var validate = await site.RunAsync("validate");
        var sync = await site.SyncAsync();

        Assert.Equal(7, validate.ExitCode);
        Assert.Contains("error RCN4015: 'APP.txt' and 'app.txt' differ only in case or Unicode form", validate.StandardError);
        Assert.Contains("the package is held for dp-1 (caseInsensitive: true); rename it, or exclude it", validate.StandardError);
        Assert.Equal(3, sync.ExitCode);
        Assert.Contains("-> dp-1 (source-failed: 'APP.txt' and 'app.txt' differ only in case", sync.StandardOutput);
        Assert.Equal("two", File.ReadAllText(At("dp-2", "APP.txt")));
        Assert.False(Directory.Exists(Path.Combine(site.RootOf("dp-1"), "viewer")));
        Assert.True(Directory.Exists(Path.Combine(site.RootOf("dp-1"), "fonts")));

        site.Commit("all.yaml", Server("dp-1") + Server("dp-2") + SiteServer.Package("viewer") + SiteServer.Package("fonts"));
        Assert.Equal(0, (await site.RunAsync("validate")).ExitCode);
        await site.ConvergeAsync();
    }

    [Fact]
    public async Task CaseInsensitive_WhereTheContentIsNotRead_StillHolds()
    {
        site.Repository.Write("packages/viewer/aux.txt", "device");
        site.Commit("all.yaml", Server("dp-1", "caseInsensitive: true") + SiteServer.Package("viewer"));
        await site.SyncAsync();
        Directory.Delete(Path.Combine(site.State, "content", "manifests"), recursive: true);

        var plan = await site.PlanAsync();

        Assert.Contains("source-failed: no Windows server can hold 'aux.txt': 'aux' is the name of a device", plan.StandardOutput);
        Assert.Contains("error RCN4015", plan.StandardError);
    }

    [Fact]
    public async Task Show_AServer_SaysWhereItsPermissionsComeFrom()
    {
        site.Commit("all.yaml", Server("dp-1", "permissions: { files: \"0640\" }, caseInsensitive: true"));

        var shown = (await site.RunAsync("show", "server", "dp-1")).EnsureSuccess().StandardOutput;

        Assert.Contains("files 0640 (all.yaml:5)", shown);
        Assert.Matches("caseInsensitive +true \\(all.yaml:5\\)", shown);
    }

    public void Dispose() => site.Dispose();

    private static string Server(string name, string fields = "") =>
        $"---\napiVersion: reconciler/v1\nkind: DistributionServer\nmetadata: {{ name: {name} }}\nspec: {{ address: {name}, default: true{(fields.Length == 0 ? "" : ", " + fields)} }}\n";

    private string At(string server, string path) => Path.Combine(site.RootOf(server), "viewer", path);

    private (UnixFileMode File, UnixFileMode Executable, UnixFileMode Directory) Modes(string server) =>
        (File.GetUnixFileMode(At(server, "app.txt")), File.GetUnixFileMode(At(server, "run.sh")), File.GetUnixFileMode(At(server, "")));

    private static UnixFileMode Mode(string octal) => (UnixFileMode)Convert.ToInt32(octal, 8);
}
