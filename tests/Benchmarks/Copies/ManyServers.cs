using System.Globalization;

namespace Reconciler.Benchmarks.Copies;

/// <summary>Nothing to do must cost the same whether 8 servers are recorded or 800, since none of them is touched.</summary>
internal sealed class ManyServers(CopiesOptions options)
{
    private static readonly int[] counts = [8, 800];

    public IEnumerable<Fact> Measure()
    {
        foreach (var servers in counts)
        {
            var directory = Path.Combine(options.Directory, $"servers-{servers}");
            try
            {
                var files = new WorkloadFiles(Path.Combine(directory, "source"), 1);
                Directory.CreateDirectory(files.Directory);
                files.Change();
                yield return Measure(new(options.Program, Path.Combine(directory, "reconciler"), files.Directory, servers), servers, Path.Combine(directory, "scratch"));
            }
            finally
            {
                Directory.Delete(directory, recursive: true);
            }
        }
    }

    private Fact Measure(Ours ours, int servers, string scratch)
    {
        ours.Prepare(CopyStep.FirstCopy);
        Shell.Run(ours.Sync);
        Shell.Run(ours.Sync);
        var times = Spread.Of(Enumerable.Range(0, 4 * options.Rounds).Select(_ => new TimedCommands(scratch).Run([ours.Sync], 1).Milliseconds));
        var touched = new Observed(scratch, ours.Sync).CallsBelow(ours.Servers);
        return new(
            $"nothing to do, {servers} servers",
            string.Create(CultureInfo.InvariantCulture, $"{times.Median:N0} ms ({times.Least:N0} to {times.Most:N0}), {touched} system calls on servers"));
    }
}
