using System.Globalization;
using System.Text;

namespace Reconciler.Benchmarks.Copies;

/// <summary>Results as a table of Markdown: times against the aims, a section for each workload and state of the page cache.</summary>
internal static class CopiesTable
{
    public const string Us = "reconciler";
    public const string Disk = "disk";

    private const int PeakAimMiB = 150;

    public static string Of(Results results)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{results.Machine}; {results.Date:yyyy-MM-dd}{(results.Scale == 1 ? "" : $"; scale {results.Scale}")}");
        text.AppendLine("Median in seconds (least to most), until all is on the disk.");
        foreach (var section in results.Samples.GroupBy(sample => (sample.Workload, sample.Cache)).OrderBy(section => section.Key.Workload).ThenByDescending(section => section.Key.Cache))
            Append(text, Workload.Of(section.Key.Workload), section.Key.Cache, [.. section]);

        text.AppendLine();
        foreach (var fact in results.Facts)
            text.AppendLine(CultureInfo.InvariantCulture, $"- {fact.Name}: {fact.Value}");

        return text.ToString();
    }

    private static void Append(StringBuilder text, Workload workload, string cache, Sample[] samples)
    {
        string[] peers = [.. samples.Select(sample => sample.Contender).Where(name => name is not (Us or Disk)).Distinct().Order(StringComparer.Ordinal)];
        string[] columns = [Us, .. peers, Disk];
        text.AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"### {workload.Letter}: {workload.Title}, {cache} cache, {Rounds(samples)}");
        text.AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"| | {string.Join(" | ", columns)} | ratio to the best | aim | |");
        text.AppendLine(CultureInfo.InvariantCulture, $"|---|{string.Concat(columns.Select(_ => "---|"))}---|---|---|");
        foreach (var aim in StepAim.For(workload))
            Append(text, aim, columns, samples);

        if (samples.Where(sample => sample.Contender == Us).Select(sample => sample.Measured.PeakKiB / 1024).DefaultIfEmpty(-1).Max() is >= 0 and var peak)
            text.AppendLine(CultureInfo.InvariantCulture, $"| peak memory, MiB | {string.Join(" | ", columns.Select(name => Peak(samples, name)))} | | {PeakAimMiB} | {Verdict(peak <= PeakAimMiB)} |");
    }

    private static void Append(StringBuilder text, StepAim aim, string[] columns, Sample[] samples)
    {
        var cells = columns.Select(name => Find(samples, name, name == Us ? aim.Step : aim.AgainstPeers)).ToArray();
        if (cells[0] is not { } ours)
            return;

        var bestPeer = cells[1..^1].Min(cell => cell?.Median);
        var ratio = ours.Median / bestPeer;
        var diskRatio = aim.DiskRatio is null ? null : ours.Median / cells[^1]?.Median;
        text.Append(CultureInfo.InvariantCulture, $"| {aim.Title} | {string.Join(" | ", cells.Select(Cell))} | {ratio:0.00}");
        if (diskRatio is not null)
            text.Append(CultureInfo.InvariantCulture, $", disk {diskRatio:0.00}");

        text.AppendLine(CultureInfo.InvariantCulture, $" | {aim.Ratio}{(aim.DiskRatio is { } disk ? $", or disk {disk}" : "")} | {Verdict(ratio <= aim.Ratio || diskRatio <= aim.DiskRatio)} |");
    }

    private static Spread? Find(Sample[] samples, string contender, CopyStep step)
    {
        var times = samples.Where(sample => sample.Contender == contender && sample.Step == step).Select(sample => sample.Measured.Milliseconds).ToArray();
        return times.Length == 0 ? null : Spread.Of(times);
    }

    private static string Cell(Spread? spread) =>
        spread is { } times ? string.Create(CultureInfo.InvariantCulture, $"{Seconds(times.Median)} ({Seconds(times.Least)}–{Seconds(times.Most)})") : "";

    private static string Seconds(double milliseconds) =>
        (milliseconds / 1000).ToString(milliseconds < 1000 ? "0.000" : milliseconds < 10_000 ? "0.00" : "0.0", CultureInfo.InvariantCulture);

    private static string Peak(Sample[] samples, string contender) =>
        samples.Where(sample => sample.Contender == contender).Select(sample => (sample.Measured.PeakKiB / 1024).ToString(CultureInfo.InvariantCulture)).MaxBy(text => int.Parse(text, CultureInfo.InvariantCulture)) ?? "";

    private static string Rounds(Sample[] samples) => samples.Select(sample => sample.Round).Distinct().Count() is var rounds and not 1 ? $"{rounds} rounds" : "1 round";

    private static string Verdict(bool isMet) => isMet ? "met" : "missed";
}
