using Reconciler.Testing;

namespace Reconciler.Cli.Tests.EndToEnd;

/// <summary>Two servers that are always there, one whose disk is pulled out, one that can be written only sometimes; and commits for them.</summary>
internal sealed class SoakEstate : IDisposable
{
    private const string Policy = "---\napiVersion: reconciler/v1\nkind: Policy\nmetadata: { name: default }\nspec: { drift: correct, verify: { every: 1m } }\n";

    private readonly bool mayMount = Environment.IsPrivilegedProcess;
    private readonly string roots;
    private readonly string away;

    internal SoakEstate(SiteServer site)
    {
        Site = site;
        roots = site.MakeDirectory("servers");
        away = site.Place("away");
        site.Allow("roots", roots);
        foreach (var server in Servers)
            Directory.CreateDirectory(RootOf(server));
        if (mayMount)
            Mount("--bind", RootOf("dp-4"), RootOf("dp-4"));
    }

    internal static string[] Servers { get; } = ["dp-1", "dp-2", "dp-3", "dp-4"];

    internal SiteServer Site { get; }

    internal int Version { get; private set; }

    /// <summary>Every seventh commit is invalid, and the one after it mends that.</summary>
    internal bool IsInvalid => Version % 7 == 5;

    internal void Publish()
    {
        Version++;
        Site.Repository.Write("packages/viewer/version.txt", $"{Version}");
        Site.Repository.Write("packages/viewer/data.bin", new string((char)('a' + (Version % 26)), 100_000));
        Site.Repository.Write("packages/fonts/always.txt", "the same");
        Site.Commit(
            "all.yaml",
            SiteServer.Servers([.. Servers.Select(server => $"{server}={RootOf(server)}")])
                + SiteServer.Package("viewer", IsInvalid ? "nonsense: 1" : "") + SiteServer.Package("fonts") + Policy,
            $"Version {Version}");
    }

    /// <summary>Something else is wrong at each call, and what was wrong before is not any more, or still is.</summary>
    internal void Disturb(int step)
    {
        if (step % 6 == 1 && Directory.Exists(RootOf("dp-3")))
            Directory.Move(RootOf("dp-3"), away);
        else if (step % 6 == 4)
            BringBack();
        if (mayMount)
            TryMount("-o", $"remount,bind,{(step % 4 == 1 ? "ro" : "rw")}", RootOf("dp-4"));
    }

    internal void EndAllTrouble()
    {
        BringBack();
        if (mayMount)
            Mount("-o", "remount,bind,rw", RootOf("dp-4"));
    }

    internal bool IsEverywhere() => Servers.All(server =>
    {
        var file = Path.Combine(RootOf(server), "viewer", "version.txt");
        return File.Exists(file) && File.ReadAllText(file) == $"{Version}";
    });

    public void Dispose()
    {
        if (mayMount)
            new ProcessRun("umount", "--lazy", RootOf("dp-4")).Run().EnsureSuccess();
    }

    private string RootOf(string server) => Path.Combine(roots, server);

    private void BringBack()
    {
        if (Directory.Exists(away))
            Directory.Move(away, RootOf("dp-3"));
    }

    private static void Mount(params string[] arguments) => TryMount(arguments).EnsureSuccess();

    /// <summary>What is written to at this moment stays as it is.</summary>
    private static ProcessResult TryMount(params string[] arguments) => new ProcessRun("mount", arguments).Run();
}
