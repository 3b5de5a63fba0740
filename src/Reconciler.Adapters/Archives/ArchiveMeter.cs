namespace Reconciler.Adapters.Archives;

/// <summary>Counts what comes out of one archive, by what really comes, never by what it declares.</summary>
/// <param name="archiveBytes">The archive's own size.</param>
internal sealed class ArchiveMeter(ArchiveLimits limits, long archiveBytes)
{
    private readonly long ratioBytes = Math.Max(limits.RatioFreeBytes, archiveBytes * limits.Ratio);
    private long bytes;
    private int entries;

    /// <exception cref="ArchiveException">Too many.</exception>
    internal void CountEntry()
    {
        if (++entries > limits.Entries)
            throw TooManyEntries();
    }

    /// <exception cref="ArchiveException">Too much.</exception>
    internal void CountBytes(int count)
    {
        bytes += count;
        if (bytes > limits.Bytes)
            throw new ArchiveException($"more than {limits.Bytes} bytes come out of it, which is the limit");

        if (bytes > ratioBytes)
            throw new ArchiveException($"more than {ratioBytes} bytes come out of its {archiveBytes}; the limit is {limits.Ratio} for each");
    }

    /// <param name="count">As the archive declares it.</param>
    internal void RefuseEntries(long count)
    {
        if (count > limits.Entries)
            throw TooManyEntries();
    }

    private ArchiveException TooManyEntries() => new($"it has more than {limits.Entries} entries, which is the limit");
}
