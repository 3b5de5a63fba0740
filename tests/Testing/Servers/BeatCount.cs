using Reconciler.Engine.Servers;

namespace Reconciler.Testing.Servers;

/// <summary>Counts the beats of a <see cref="Heartbeat"/> that is made of it: each asks for the time.</summary>
public sealed class BeatCount : TimeProvider
{
    private int asked;

    /// <summary>How often it beat while <paramref name="work"/> was done.</summary>
    public async Task<int> DuringAsync(Func<Task> work)
    {
        var before = Volatile.Read(ref asked);
        await work();
        return Volatile.Read(ref asked) - before;
    }

    public override long GetTimestamp() => Interlocked.Increment(ref asked);
}
