namespace Reconciler.Adapters.Archives;

/// <summary>How much may come out of an archive, so that a small file cannot fill a disk.</summary>
/// <param name="Bytes">Of all files together, unpacked.</param>
/// <param name="Ratio">Unpacked bytes for each byte of the archive.</param>
/// <param name="RatioFreeBytes">So much may come out of any archive: logs and empty disk images pack very well.</param>
internal sealed record ArchiveLimits(long Bytes, int Entries, int Ratio, long RatioFreeBytes)
{
    internal static ArchiveLimits Default { get; } = new(Bytes: 256L << 30, Entries: 1_000_000, Ratio: 250, RatioFreeBytes: 256 << 20);
}
