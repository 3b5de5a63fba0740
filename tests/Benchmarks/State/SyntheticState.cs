using System.Diagnostics;
using System.Globalization;
using Reconciler.Adapters.TransferPackages;
using Reconciler.Core.Content;
using Reconciler.Core.Placements;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.TransferPackages;

namespace Reconciler.Benchmarks.State;

/// <summary>A state in which all servers but one hold each package, another one each time, written by the real writer, and what is measured on it.</summary>
internal sealed class SyntheticState(int packages, int servers, string directory)
{
    private const int PackagesAtOnce = 500;
    private static readonly DateTimeOffset now = new(2026, 11, 22, 14, 3, 7, TimeSpan.Zero);

    private readonly StateDirectory state = new(directory);

    /// <summary>One line a package.</summary>
    public string Generate(Stopwatch clock)
    {
        using var held = StateLock.Take(state, "benchmark", now);
        var estate = new EstateFile(state);
        if (estate.Find() is null)
            estate.Create_NeedsLock(held, now);

        var files = new TransferPackageFiles(state);
        var table = new ServerTable();
        var all = table.SetOf(Enumerable.Range(0, servers).Select(number => new ServerName(string.Create(CultureInfo.InvariantCulture, $"dp-lon-{number:0000}"))));
        files.Load(table, CancellationToken.None);
        clock.Restart();
        foreach (var some in Names().Index().Chunk(PackagesAtOnce))
            files.Append_NeedsLock(held, [.. some.Select(package => Placed(package.Item, all - table.SetOf(table[package.Index % servers])))], []);

        return $"to write {packages:N0} files, {Size(state.TransferPackages):N0} MiB";
    }

    /// <summary>What the first run after a lost index does.</summary>
    public string Parse(Stopwatch clock)
    {
        if (File.Exists(Path.Combine(state.Index, "actual.bin")))
            File.Delete(Path.Combine(state.Index, "actual.bin"));
        clock.Restart();
        return $"to read all lines: {Cells(Files().Load(new(), CancellationToken.None)):N0} placements";
    }

    public string Index(Stopwatch clock)
    {
        using var held = StateLock.Take(state, "benchmark", now);
        var files = Files();
        files.Load(new(), CancellationToken.None);
        clock.Restart();
        files.Tidy_NeedsLock(held, CancellationToken.None);
        clock.Stop();
        return $"to write the index, {Size(state.Index):N0} MiB";
    }

    /// <summary>What every other run does.</summary>
    public string Load(Stopwatch clock)
    {
        var actual = Files().Load(new(), CancellationToken.None);
        clock.Stop();
        return $"to load through the index: {Cells(actual):N0} placements";
    }

    public string Append(Stopwatch clock)
    {
        using var held = StateLock.Take(state, "benchmark", now);
        var files = Files();
        var table = files.Load(new(), CancellationToken.None).Servers;
        var one = table.SetOf(table[0]);
        clock.Restart();
        files.Append_NeedsLock(held, [.. Names().Select(name => Placed(name, one))], []);
        clock.Stop();
        return $"to append a line to {packages:N0} files with one barrier";
    }

    private TransferPackageFiles Files() => new(state);

    private IEnumerable<PackageName> Names() =>
        Enumerable.Range(0, packages).Select(number => new PackageName(string.Create(CultureInfo.InvariantCulture, $"package-{number:00000}")));

    private static TransferPackageAppend Placed(PackageName package, ServerSet where) => new(
        package, now, new OrderNumber(1, 1), "a1b2c3d4", "3fa9c1d", [new TransferPackageEvent.Placed(Digest.Of("content"u8), "3.1", 12_400_000, 12_400_000, ProofKind.Written, where)]);

    private static long Cells(ActualPlacement actual) => actual.Packages.Values.Sum(package => (long)package.Held.Count);

    private static long Size(string folder) => new DirectoryInfo(folder).EnumerateFiles().Sum(file => file.Length) / 1_048_576;
}
