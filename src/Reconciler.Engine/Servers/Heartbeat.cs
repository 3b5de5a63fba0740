namespace Reconciler.Engine.Servers;

/// <summary>
/// Signs of life of one server. Whoever works there beats whenever a small part of the work is done: a few MiB written or read, an entry looked
/// at or deleted, a file made durable. It tells that work goes on, never how much was copied.
/// </summary>
public sealed class Heartbeat(TimeProvider time)
{
    /// <summary>A server that shows no sign of life for so long is given up.</summary>
    public static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(5);

    private long last = time.GetTimestamp();

    /// <summary>Somebody who feels it too. Raised on the thread that beats: do next to nothing.</summary>
    public event Action? Beaten;

    /// <summary>Since the last beat; before the first, since this was made.</summary>
    public TimeSpan Silence => time.GetElapsedTime(Interlocked.Read(ref last));

    /// <summary>From any thread, as often as one likes.</summary>
    public void Beat()
    {
        Interlocked.Exchange(ref last, time.GetTimestamp());
        Beaten?.Invoke();
    }
}
