using Reconciler.Engine.Servers;

namespace Reconciler.Engine.Reconciling;

/// <summary>
/// Whether the loop is still at work. It beats at each look whether something is wanted, at each step of a run, and whenever any server shows a sign of life;
/// what ends by a deadline of its own, or takes as long as it takes (a fetch, reading sources, what somebody asked for), is left to that.
/// </summary>
public sealed class LoopPulse(TimeProvider time)
{
    /// <summary>A server that hangs is given up after half of it, which is a step; nothing else that the loop waits for is silent for so long.</summary>
    public static readonly TimeSpan LongestSilence = Heartbeat.LongestSilence * 2;

    private readonly Heartbeat last = new(time);
    private int entrusted;

    public bool IsAlive => Volatile.Read(ref entrusted) > 0 || last.Silence < LongestSilence;

    /// <summary>From any thread, as often as one likes.</summary>
    public void Beat() => last.Beat();

    /// <summary>Until it is disposed, nothing is expected.</summary>
    internal IDisposable Entrust()
    {
        Interlocked.Increment(ref entrusted);
        return new Trust(this);
    }

    /// <summary>As <paramref name="connector"/>; whatever its servers do is a sign of life of the loop, too.</summary>
    public IServerConnector Feel(IServerConnector connector) => new Feeling(connector, this);

    private sealed class Trust(LoopPulse pulse) : IDisposable
    {
        private int isOver;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref isOver, 1) == 1)
                return;

            pulse.Beat();
            Interlocked.Decrement(ref pulse.entrusted);
        }
    }

    private sealed class Feeling(IServerConnector connector, LoopPulse pulse) : IServerConnector
    {
        public IServer Connect(ServerEndpoint endpoint, Heartbeat heartbeat)
        {
            heartbeat.Beaten += pulse.Beat;
            return connector.Connect(endpoint, heartbeat);
        }
    }
}
