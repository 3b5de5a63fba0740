using System.Globalization;
using System.Text;
using Reconciler.Adapters.TransferPackages;
using Reconciler.Benchmarks.Configuration;
using Reconciler.Core.Content;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.TransferPackages;

namespace Reconciler.Benchmarks.Scale;

/// <summary>A repository that wants each package on each server, and records that say so, written by the real writer.</summary>
internal sealed class LargeEstate(string directory, int packages, int servers)
{
    private const int DocumentsAFile = 100;
    private const int PackagesAtOnce = 500;

    private static readonly DateTimeOffset now = DateTimeOffset.UtcNow;

    private readonly StateDirectory state = new(Path.Combine(directory, "state"));

    public string Repository => Path.Combine(directory, "repository.git");

    public string State => Path.Combine(directory, "state");

    public void Create()
    {
        CommitImport.Begin(Repository);
        CommitImport.Add(Repository, Files(), isFirst: true);
        using var held = StateLock.Take(state, "benchmark", now);
        new EstateFile(state).Create_NeedsLock(held, now);
        var files = new TransferPackageFiles(state);
        var table = new ServerTable();
        var all = table.SetOf(Enumerable.Range(0, servers).Select(ServerOf));
        files.Load(table, CancellationToken.None);
        files.Append_NeedsLock(held, [], [.. Enumerable.Range(0, servers).Select(Visited)]);
        foreach (var some in Enumerable.Range(0, packages).Chunk(PackagesAtOnce))
            files.Append_NeedsLock(held, [.. some.Select(number => Placed(number, all))], []);
    }

    /// <summary>One package in a hundred gets another content.</summary>
    public void ChangeOneInAHundred() =>
        CommitImport.Add(Repository, Enumerable.Range(0, packages / 100).Select(number => (ContentPath(number), "another content")), isFirst: false);

    public long TransferPackageBytes => new DirectoryInfo(state.TransferPackages).EnumerateFiles().Sum(file => file.Length);

    private static TransferPackageAppend Placed(int number, ServerSet where)
    {
        var content = Encoding.UTF8.GetBytes(Content(number));
        var manifest = Manifest.Of([ManifestEntry.File("readme.txt", false, content.Length, Digest.Of(content))]);
        return new(
            PackageOf(number), now, new OrderNumber(1, 1), "a1b2c3d4", "3fa9c1d",
            [new TransferPackageEvent.Targeted(1, where), new TransferPackageEvent.Placed(manifest.Digest, "1", content.Length, content.Length, ProofKind.Written, where)]);
    }

    private static ServerAppend Visited(int number) => new(ServerOf(number), now, [new ServerEvent.Claimed(ServerOf(number).Value), new ServerEvent.Visited(ServerOf(number).Value, 1L << 40)]);

    private IEnumerable<(string Path, string Text)> Files()
    {
        foreach (var numbers in Enumerable.Range(0, servers).Chunk(DocumentsAFile))
        {
            yield return ($"servers/{numbers[0]:00000}.yaml", string.Join("---\n", numbers.Select(number =>
                Document("DistributionServer", ServerOf(number).Value) + $"spec: {{ address: {ServerOf(number)}, default: true }}\n")));
        }

        foreach (var numbers in Enumerable.Range(0, packages).Chunk(DocumentsAFile))
        {
            yield return ($"packages/{numbers[0]:00000}.yaml", string.Join("---\n", numbers.Select(number =>
                Document("Package", PackageOf(number).Value) + $"spec: {{ version: \"1\", source: {{ path: content/{PackageOf(number)} }} }}\n")));
        }

        for (var number = 0; number < packages; number++)
            yield return (ContentPath(number), Content(number));
    }

    private static string Document(string kind, string name) => $"apiVersion: reconciler/v1\nkind: {kind}\nmetadata: {{ name: {name} }}\n";

    private static string Content(int number) => string.Create(CultureInfo.InvariantCulture, $"package {number}");

    private static string ContentPath(int number) => $"content/{PackageOf(number)}/readme.txt";

    private static PackageName PackageOf(int number) => new(string.Create(CultureInfo.InvariantCulture, $"package-{number:00000}"));

    private static ServerName ServerOf(int number) => new(string.Create(CultureInfo.InvariantCulture, $"dp-{number:00000}"));
}
