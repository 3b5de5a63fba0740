namespace Reconciler.Benchmarks.Copies;

/// <summary>Brings the page cache into a state that has a name before something is measured.</summary>
internal static class PageCache
{
    private const string DropCaches = "/proc/sys/vm/drop_caches";

    /// <summary>Everything is on the disk: nobody pays for what was written before.</summary>
    /// <param name="isCold">Nothing is in memory either, which only root can bring about; else the source is.</param>
    public static void Prepare(bool isCold, string source)
    {
        Shell.Run("sync");
        if (isCold)
            File.WriteAllText(DropCaches, "3");
        else
            Shell.Run("bash", "-c", $"find {Shell.Quote(source)} -type f -exec cat {{}} + >/dev/null");
    }
}
