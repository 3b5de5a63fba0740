namespace Reconciler.Adapters.Git;

/// <summary>Up to which size a blob is read in which way.</summary>
/// <param name="InProcessBytes">By libgit2 in this process, which holds it whole.</param>
/// <param name="InFlightBytes">Of all that this process holds at the same time.</param>
/// <param name="InChildBytes">By libgit2 in a process of its own. Above it is the program git's.</param>
/// <param name="Stall">Without a byte of it, before the process is ended.</param>
internal sealed record BlobLimits(long InProcessBytes, long InFlightBytes, long InChildBytes, TimeSpan Stall)
{
    internal static BlobLimits Default { get; } = new(16 << 20, 64 << 20, 512 << 20, TimeSpan.FromMinutes(2));
}
