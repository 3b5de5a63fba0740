namespace Reconciler.Benchmarks.Copies;

/// <summary>A program that copies to one server at a time, called for one after the other, or for two at a time.</summary>
internal sealed class Peer(string name, string directory, int servers, int atOnce, Func<CopyStep, string, string[]?> command)
    : Contender(atOnce == 1 ? name : $"{name} ×{atOnce}", directory)
{
    public override int AtOnce => atOnce;

    public static Peer Rsync(string directory, WorkloadFiles files, int servers, int atOnce) => new("rsync", directory, servers, atOnce, (step, server) => step switch
    {
        CopyStep.CheckByStat => ["rsync", "-an", "--delete", $"{files.Directory}/", $"{server}/"],
        CopyStep.CheckByContent => ["rsync", "-anc", "--delete", $"{files.Directory}/", $"{server}/"],
        _ => ["rsync", "-a", "--delete", $"{files.Directory}/", $"{server}/"],
    });

    public static Peer Rclone(string directory, WorkloadFiles files, int servers, int atOnce) => new("rclone", directory, servers, atOnce, (step, server) => step switch
    {
        CopyStep.CheckByStat => ["rclone", "check", "--size-only", "--links", files.Directory, server],
        CopyStep.CheckByContent => ["rclone", "check", "--download", "--links", files.Directory, server],
        _ => ["rclone", "sync", "--links", "--metadata", files.Directory, server],
    });

    public static Peer Cp(string directory, WorkloadFiles files, int servers, int atOnce) => new("cp", directory, servers, atOnce, (step, server) =>
        step is CopyStep.FirstCopy or CopyStep.OneMoreServer ? ["cp", "-a", $"{files.Directory}/.", $"{server}/"] : null);

    /// <summary>The disk's own limit: as many bytes, one file a server.</summary>
    public static Peer Disk(string directory, string bytes, int servers) => new(CopiesTable.Disk, directory, servers, 1, (step, server) =>
        step is CopyStep.FirstCopy or CopyStep.OneMoreServer ? ["dd", $"if={bytes}", $"of={server}/bytes", "bs=1M", "conv=fsync"] : null);

    public override void Prepare(CopyStep step)
    {
        foreach (var number in ServersOf(step))
            System.IO.Directory.CreateDirectory(Server(number));
    }

    public override IReadOnlyList<string[]> Commands(CopyStep step) =>
        step is CopyStep.NothingToDoFollowed or CopyStep.OneFileChangedFollowed ? [] : [.. ServersOf(step).Select(number => command(step, Server(number))).OfType<string[]>()];

    private IEnumerable<int> ServersOf(CopyStep step) => step switch
    {
        CopyStep.FirstCopy or CopyStep.NothingToDo or CopyStep.OneFileChanged => Enumerable.Range(1, servers),
        CopyStep.OneMoreServer => [servers + 1],
        _ => Enumerable.Range(1, servers + 1),
    };
}
