using System.Globalization;

namespace Reconciler.Benchmarks.Copies;

/// <summary>All contenders on one workload: each does all steps, then the next; another one begins in each round.</summary>
/// <remarks>
/// Many small files are cleared away at the end only: for some minutes ext4 gives no deleted inode away again, and searches past each of them, which
/// would make whoever copies next several times slower.
/// </remarks>
internal sealed class Race
{
    private readonly CopiesOptions options;
    private readonly Workload workload;
    private readonly string directory;
    private readonly WorkloadFiles files;
    private readonly string bytes;

    public Race(CopiesOptions options, Workload workload)
    {
        this.options = options;
        this.workload = workload;
        directory = Path.Combine(options.Directory, workload.Letter.ToString());
        files = new(Path.Combine(directory, "source"), options.Scale);
        bytes = Path.Combine(directory, "bytes");
    }

    public void Run(List<Sample> samples, List<Fact> facts)
    {
        CopiesBenchmark.Say($"{workload.Letter}: {workload.Title}");
        files.Make(workload);
        files.WriteAsOne(bytes);
        for (var round = 1; round <= options.Rounds; round++)
        {
            var contenders = Contenders(round);
            foreach (var contender in contenders.Skip((round - 1) % contenders.Count).Concat(contenders.Take((round - 1) % contenders.Count)))
                samples.AddRange(Measure(contender, round));
        }

        if (Competes(CopiesTable.Us))
            facts.AddRange(Observe());
    }

    public void CleanUp() => Directory.Delete(directory, recursive: true);

    private List<Contender> Contenders(int round)
    {
        var servers = workload.Servers;
        List<Contender> all =
        [
            new Ours(options.Program, Own($"{round}-us"), files.Directory, servers),
            .. ((int[])[1, 2]).SelectMany(atOnce => (Peer[])
            [
                Peer.Rsync(Own($"{round}-rsync-{atOnce}"), files, servers, atOnce),
                Peer.Rclone(Own($"{round}-rclone-{atOnce}"), files, servers, atOnce),
                Peer.Cp(Own($"{round}-cp-{atOnce}"), files, servers, atOnce),
            ]),
            Peer.Disk(Own($"{round}-disk"), bytes, servers),
        ];
        return [.. all.Where(contender => Competes(contender.Name))];
    }

    private string Own(string name) => Path.Combine(directory, name);

    private bool Competes(string name) => options.Contenders.Count == 0 || options.Contenders.Contains(name.Split(' ')[0]);

    private IEnumerable<Sample> Measure(Contender contender, int round)
    {
        var scratch = Own("scratch");
        foreach (var step in Enum.GetValues<CopyStep>())
        {
            if (step is CopyStep.OneFileChanged or CopyStep.OneFileChangedFollowed)
                files.Change();

            contender.Prepare(step);
            if (contender.Commands(step) is not { Count: > 0 } commands)
                continue;

            PageCache.Prepare(options.IsCold, files.Directory);
            var measured = new TimedCommands(scratch).Run(commands, contender.AtOnce);
            CopiesBenchmark.Say(string.Create(CultureInfo.InvariantCulture, $"  {round} {contender.Name,-12} {step,-24} {measured.Milliseconds,9:N0} ms  peak {measured.PeakKiB >> 10,4} MiB  read {measured.ReadBytes >> 20,6:N0} MiB  written {measured.WrittenBytes >> 20,6:N0} MiB"));
            yield return new(workload.Letter, step, options.IsCold ? "cold" : "warm", contender.Name, round, measured);
        }

        if (workload.Letter == 'C')
            Shell.Run("rm", "-rf", contender.Directory);
    }

    /// <summary>Outside of what is timed: how often our program reads the source, and what it does on which servers.</summary>
    private IEnumerable<Fact> Observe()
    {
        var ours = new Ours(options.Program, Own("observed"), files.Directory, workload.Servers);
        Observed Observe(CopyStep step)
        {
            ours.Prepare(step);
            return new(Own("scratch"), ours.Sync);
        }

        var sourceBytes = files.Bytes;
        var read = Observe(CopyStep.FirstCopy).BytesReadFrom(files.Directory);
        yield return Fact("source bytes", $"{sourceBytes:N0}; read from the source in the first copy: {read:N0} ({(double)read / sourceBytes:0.00} times)");
        yield return Fact("nothing to do", $"{Observe(CopyStep.NothingToDo).CallsBelow(ours.Servers)} system calls on servers");

        var more = Observe(CopyStep.OneMoreServer);
        var others = Enumerable.Range(1, workload.Servers).Sum(number => more.CallsBelow(Contender.ServerIn(Own("observed"), number)));
        yield return Fact("one more server", $"{others} system calls on the others");
        Shell.Run("rm", "-rf", Own("observed"));
    }

    private Fact Fact(string name, FormattableString value) => new($"{workload.Letter}, {name}", FormattableString.Invariant(value));
}
