namespace Reconciler.Benchmarks.Copies;

/// <param name="PeakKiB">The largest process's.</param>
/// <param name="ReadBytes">From the disk: what the page cache had is not counted.</param>
/// <param name="WrittenBytes">To files, whenever they reached the disk.</param>
internal sealed record Measured(double Milliseconds, long PeakKiB, long ReadBytes, long WrittenBytes);
