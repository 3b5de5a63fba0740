using System.Collections.Immutable;
using Reconciler.Adapters.TransferPackages;
using Reconciler.Core.Placements;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;
using Reconciler.Core.TransferPackages;
using Reconciler.Testing;

namespace Reconciler.Cli.Tests.EndToEnd.Crashes;

/// <summary>A site server whose sync is killed, with what its two servers must show before and after, and what is nobody's business of ours.</summary>
internal sealed class CrashSite : IDisposable
{
    private const string Branch = "reconciler-state";

    private static readonly string[] servers = ["dp-1", "dp-2"];
    private static readonly string[] packages = ["fonts", "viewer"];

    private readonly Dictionary<string, string> theirs = [];
    private Dictionary<string, string> before = [];
    private Dictionary<string, string> after = [];
    private bool isPublished;

    internal SiteServer Server { get; } = new();

    private StateDirectory State => new(Server.State);

    /// <summary>Declares these packages in these versions on both servers; the sync before, if there was one, brought what was declared until then.</summary>
    internal void Publish(Dictionary<string, string> versions, string layout = "current")
    {
        (before, after) = (after, versions);
        foreach (var (package, version) in versions)
            Write(Server.Repository, $"packages/{package}", package, version);
        var all = string.Concat(servers.Select(server => Document("DistributionServer", server, $"address: {server}, default: true, layout: {layout}")))
            + string.Concat(versions.Select(package => SiteServer.Package(package.Key, $"version: \"{package.Value}\"")));
        Server.Commit("all.yaml", all, $"Publish {string.Join(", ", versions)}");
    }

    internal void PublishFromGit(string version)
    {
        (before, after) = (after, new() { ["viewer"] = version });
        using var source = new GitRepository(Server.MakeDirectory("source"));
        Write(source, "build", "viewer", version);
        source.Commit();
        Server.Allow("sources", source.Path);
        Server.Commit("all.yaml", SiteServer.Servers(servers) + Document("Package", "viewer", $"version: \"{version}\", source: {{ git: {{ url: \"file://{source.Path}\", revision: main, path: build }} }}"));
    }

    internal void PublishState()
    {
        isPublished = true;
        Server.Settings($$"""{ "state": { "branch": "{{Branch}}", "remote": "file://{{Server.Repository.Path}}" } }""");
    }

    /// <summary>Files of other people beside the packages.</summary>
    internal void PlantTheirs()
    {
        foreach (var server in servers)
        {
            var file = Path.Combine(Directory.CreateDirectory(Path.Combine(Server.RootOf(server), "theirs")).FullName, "notes.txt");
            File.WriteAllText(file, "not ours");
            theirs[file] = IdentityOf(file);
        }
    }

    /// <summary>So many lines that the next sync has to compact the files.</summary>
    internal void GrowRecords()
    {
        var now = DateTimeOffset.UtcNow;
        using var held = StateLock.Take(State, "sync", now);
        var files = new TransferPackageFiles(State);
        var recorded = files.Load(new(), default);
        foreach (var package in recorded.Packages.Values)
        {
            var digest = package.Holdings[0].Digest;
            var events = Enumerable.Range(0, 300).SelectMany(i => (TransferPackageEvent[])
            [
                new TransferPackageEvent.Drifted(digest, ProofKind.Stat, 1, new string('x', 1000), package.Held),
                new TransferPackageEvent.Verified(digest, ProofKind.Stat, package.Held),
            ]);
            files.Append_NeedsLock(held, [new(package.Name, now, null, null, null, [.. events])], []);
        }

        var suspensions = Enumerable.Range(0, 300).SelectMany(i => (ServerEvent[])[new ServerEvent.Suspended("tester@here", new string('x', 1000), null), new ServerEvent.Resumed("tester@here")]);
        files.Append_NeedsLock(held, [], [new(new("dp-1"), now, [.. suspensions])]);
    }

    internal ActualPlacement Recorded() => new TransferPackageFiles(State).Load(new ServerTable(), default);

    /// <summary>What readers were promised, what is recorded, and what is not ours. Before the next sync.</summary>
    internal void AssertNothingIsLost()
    {
        var recorded = Recorded();
        Assert.Empty(recorded.Corrupt);
        foreach (var (server, package) in Cells())
        {
            var shown = VersionShown(server, package);
            Assert.Contains(shown, (string?[])[before.GetValueOrDefault(package), after.GetValueOrDefault(package)]);
            var (name, record) = (new ServerName(server), recorded.Packages.GetValueOrDefault(new(package)));
            if (record?.HoldingOf(name) is { } holding && record.UnsureOf(name) is null)
                Assert.True(holding.Version == shown, $"{server} is recorded to hold {package} {holding.Version}, and shows {shown ?? "nothing"}");
        }

        Assert.All(theirs, file => Assert.Equal(file.Value, IdentityOf(file.Key)));
    }

    /// <returns>The cells of which the receipt lists a tree that the sync was to bring: these are not copied again.</returns>
    internal (string Server, string Package, long Seq)[] Sealed()
    {
        var recorded = Recorded();
        return [.. from cell in Cells()
                   where after.ContainsKey(cell.Package)
                   let receipt = Path.Combine(Server.RootOf(cell.Server), ".reconciler", "receipts", $"{cell.Package}.json")
                   where File.Exists(receipt) && File.ReadAllText(receipt).Contains($"\"version\":\"{after[cell.Package]}\"", StringComparison.Ordinal)
                   select (cell.Server, cell.Package, recorded.Packages.GetValueOrDefault(new(cell.Package))?.Seq ?? 0)];
    }

    /// <summary>Everything is as declared, recorded without a gap, and what had been sealed was not copied again.</summary>
    internal void AssertConverged((string Server, string Package, long Seq)[] wasSealed)
    {
        AssertNothingIsLost();
        foreach (var (server, package) in Cells())
            Assert.Equal(after.GetValueOrDefault(package), VersionShown(server, package));
        foreach (var server in servers.Where(server => Directory.Exists(Path.Combine(Server.RootOf(server), ".reconciler", "staging"))))
            Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(Server.RootOf(server), ".reconciler", "staging")));

        var (files, table) = (new TransferPackageFiles(State), new ServerTable());
        foreach (var package in packages)
        {
            var records = files.History(new PackageName(package), table).ToImmutableArray();
            Assert.Equal(Enumerable.Range(1, records.Length), records.Select(record => (int)record.Seq));
            foreach (var cell in wasSealed.Where(cell => cell.Package == package))
            {
                var placed = records.Where(record => record.Seq > cell.Seq).SelectMany(record => record.Events.OfType<TransferPackageEvent.Placed>());
                Assert.All(placed.Where(placed => placed.Servers.Contains(new ServerName(cell.Server))), placed => Assert.True(placed.Sent == 0, $"{package} was sealed on {cell.Server}, and {placed.Sent} B were sent again"));
            }
        }

        if (isPublished)
            Assert.Contains(Server.Repository.Git("rev-parse", "main"), Server.Repository.Git("show", $"{Branch}:commits.jsonl"), StringComparison.Ordinal);
    }

    public void Dispose() => Server.Dispose();

    private static IEnumerable<(string Server, string Package)> Cells() => from server in servers from package in packages select (server, package);

    private string? VersionShown(string server, string package)
    {
        var root = Path.Combine(Server.RootOf(server), package);
        if (TreeReader.ReadCurrent(root) is not { } tree)
            return null;

        var version = tree.GetValueOrDefault("version.txt") ?? "a tree without a version";
        Assert.Equal(Content(package, version), tree);
        return version;
    }

    private static void Write(GitRepository repository, string directory, string package, string version)
    {
        if (Directory.Exists(Path.Combine(repository.Path, directory)))
            repository.Delete(directory);
        foreach (var (path, text) in Content(package, version))
        {
            if (text.StartsWith("-> ", StringComparison.Ordinal))
                repository.Link($"{directory}/{path}", text[3..]);
            else
                repository.Write($"{directory}/{path}", text);
        }
    }

    /// <summary>Some of it is in each version, under the same name or another one.</summary>
    private static SortedDictionary<string, string> Content(string package, string version) => new(StringComparer.Ordinal)
    {
        ["version.txt"] = version,
        [$"docs/{version}.txt"] = $"{package} {version}",
        ["link"] = $"-> docs/{version}.txt",
        ["lib/moved/" + version] = new string('m', 5000),
        ["lib/same"] = new string('s', 5000),
    };

    private static string Document(string kind, string name, string spec) =>
        $"---\napiVersion: reconciler/v1\nkind: {kind}\nmetadata: {{ name: {name} }}\nspec: {{ {spec} }}\n";

    private static string IdentityOf(string file) => new ProcessRun("stat", "-c", "%i %Y %Z %a %s", file).Run().EnsureSuccess().StandardOutput;
}
