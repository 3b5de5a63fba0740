using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Engine.Despooling;

/// <summary>
/// When a failed attempt may be repeated: exponentially later, with a jitter that is the server's own, so that a thousand servers that failed
/// together do not come back together.
/// </summary>
internal static class BackOff
{
    private static readonly TimeSpan firstRetry = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan longestRetry = TimeSpan.FromHours(1);
    private static readonly TimeSpan firstHopeful = TimeSpan.FromHours(1);
    private static readonly TimeSpan longestHopeful = TimeSpan.FromHours(24);

    /// <param name="attempt">Failures in a row, from 1.</param>
    /// <returns>Null: only when somebody asks.</returns>
    internal static DateTimeOffset? Next(TroubleKind kind, int attempt, ServerName server, DateTimeOffset now) => kind switch
    {
        // Somebody's files stand there; time does not move them away.
        TroubleKind.Conflict or TroubleKind.Foreign or TroubleKind.Superseded => null,
        _ when kind.IsRetryable() => now + Jittered(Doubled(firstRetry, attempt, longestRetry), server),
        _ => now + Jittered(Doubled(firstHopeful, attempt, longestHopeful), server),
    };

    private static TimeSpan Doubled(TimeSpan first, int attempt, TimeSpan longest)
    {
        var doubled = first * Math.Pow(2, Math.Min(attempt - 1, 20));
        return doubled < longest ? doubled : longest;
    }

    /// <summary>Up to a quarter more.</summary>
    private static TimeSpan Jittered(TimeSpan delay, ServerName server)
    {
        var spread = server.Value.Aggregate(17u, (hash, letter) => (hash * 31) + letter) % 256;
        return delay * (1 + (spread / 1024.0));
    }
}
