using System.Globalization;
using Reconciler.Core.Planning;

namespace Reconciler.Adapters.Git.Mirrors;

/// <summary>Says when a fetch has taken too long, and how. Safe for two threads: replies come on one, the other asks.</summary>
internal sealed class FetchWatch(FetchLimits limits, TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly long started = time.GetTimestamp();
    private long progressed = time.GetTimestamp();
    private long bytes;
    private long bytesThen;
    private bool hasAnswered;

    internal void Hear(FetchReply reply)
    {
        lock (gate)
        {
            if (reply is FetchReply.Received received)
                bytes = received.Bytes;
            if (reply is FetchReply.Received { HasAll: false } && bytes - bytesThen < limits.LeastBytes)
                return;

            hasAnswered |= reply is not FetchReply.Waiting;
            progressed = time.GetTimestamp();
            bytesThen = bytes;
        }
    }

    /// <returns>The end of a sentence, <c>was not fetched within 3600 s</c>; null while there is time left.</returns>
    internal string? Overdue()
    {
        lock (gate)
        {
            if (time.GetElapsedTime(started) >= limits.Total)
                return $"was not fetched within {Seconds(limits.Total)}: {ByteSize.Text(bytes)} came; see what its server is doing, and the network on the way";

            var quiet = time.GetElapsedTime(progressed);
            if (!hasAnswered)
                return quiet < limits.Answer ? null : $"did not say within {Seconds(limits.Answer)} which branches it has: its server is mute or far too slow; see to the server, or to the network on the way";

            if (quiet < limits.Stall)
                return null;

            // libgit2 tells of every 100 KB and of every whole object, so that nothing and very little look the same.
            return $"sent less than {ByteSize.Text(limits.LeastBytes)} in {Seconds(limits.Stall)}, after {ByteSize.Text(bytesThen)}: its server hangs, or the line is far too slow; see to them, and try again";
        }
    }

    private static string Seconds(TimeSpan time) => string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.#} s");
}
