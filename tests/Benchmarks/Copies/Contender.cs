namespace Reconciler.Benchmarks.Copies;

/// <summary>Somebody who copies: us, a peer in one way of calling it, or the disk.</summary>
/// <param name="directory">Where this contender keeps everything: servers and state.</param>
internal abstract class Contender(string name, string directory)
{
    public string Name => name;

    public string Directory => directory;

    public static string ServerIn(string directory, int number) => Path.Combine(directory, "servers", $"dp-{number:000}");

    /// <summary>Everything that does not count into the time: commits, empty directories.</summary>
    public virtual void Prepare(CopyStep step)
    {
    }

    /// <returns>What does the step, none when this contender cannot.</returns>
    public abstract IReadOnlyList<string[]> Commands(CopyStep step);

    /// <summary>How many of the commands run at the same time.</summary>
    public virtual int AtOnce => 1;

    protected string Server(int number) => ServerIn(directory, number);
}
