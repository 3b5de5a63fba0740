using System.Collections.Immutable;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;

namespace Reconciler.Core.Planning;

/// <summary>How long the copies will take, by the rates that were measured at earlier ones. Servers are copied to at the same time, each at its own rate.</summary>
/// <param name="Took">Until the slowest of the servers with a rate is done, in whole seconds, rounded up; null when none has one.</param>
/// <param name="Slowest">Null when none has a rate.</param>
/// <param name="Unmeasured">Servers that bytes are copied to and whose rate is not known.</param>
public sealed record Forecast(TimeSpan? Took, ServerName? Slowest, ServerSet Unmeasured)
{
    /// <returns>Null: nothing is copied.</returns>
    internal static Forecast? Of(ImmutableArray<ServerCopy> copies, ServerTable table)
    {
        if (copies.IsEmpty)
            return null;

        var unmeasured = table.SetOf(copies.Where(copy => copy.Facts?.BytesPerSecond is null).Select(copy => copy.Server));
        var slowest = copies.Where(copy => copy.Facts?.BytesPerSecond is not null).MaxBy(copy => (double)copy.Bytes / copy.Facts!.BytesPerSecond!.Value);
        return new(slowest is null ? null : Duration(slowest.Bytes, slowest.Facts!.BytesPerSecond!.Value), slowest?.Server, unmeasured);
    }

    private static TimeSpan Duration(long bytes, long bytesPerSecond) =>
        TimeSpan.FromSeconds(Math.Min((bytes / bytesPerSecond) + (bytes % bytesPerSecond == 0 ? 0 : 1), (long)TimeSpan.MaxValue.TotalSeconds));
}
