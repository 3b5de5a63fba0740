namespace Reconciler.Adapters.Downloads;

/// <param name="Stall">Without a byte for so long, a try has failed.</param>
/// <param name="Tries">In a row, without a byte that a try before did not bring.</param>
/// <param name="FirstWait">Before the second try; doubled before each further one.</param>
internal sealed record DownloadOptions(TimeSpan Stall, int Tries, TimeSpan FirstWait)
{
    internal static DownloadOptions Default { get; } = new(TimeSpan.FromSeconds(60), 5, TimeSpan.FromSeconds(1));

    /// <summary>Whatever a server asks for.</summary>
    internal TimeSpan LongestWait { get; init; } = TimeSpan.FromSeconds(60);
}
