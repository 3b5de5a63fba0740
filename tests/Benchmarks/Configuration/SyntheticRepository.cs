using System.Diagnostics;

namespace Reconciler.Benchmarks.Configuration;

/// <summary>A bare Git repository with a file for each distribution server, a hundred to a directory and a site; ten groups and eighteen packages.</summary>
internal sealed class SyntheticRepository(string path, int servers)
{
    private const int ServersASite = 100;
    private const int Packages = 18;
    private const int Regions = 10;

    internal string Path => path;

    internal void Create()
    {
        CommitImport.Begin(path);
        CommitImport.Add(path, Files(), isFirst: true);
    }

    /// <summary>One more commit on <c>main</c>, which changes one server's label.</summary>
    internal void ChangeOneFile(int count) =>
        CommitImport.Add(path, [Server(servers / 2, $"changed-{count}")], isFirst: false);

    /// <summary>What <c>git archive</c> takes for the same tree, its output read to the end.</summary>
    internal TimeSpan Archive()
    {
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(new ProcessStartInfo("git", ["-C", path, "archive", "main"]) { RedirectStandardOutput = true })!;
        process.StandardOutput.BaseStream.CopyTo(Stream.Null);
        process.WaitForExit();
        return clock.Elapsed;
    }

    private IEnumerable<(string Path, string Text)> Files()
    {
        var sites = Enumerable.Range(0, (servers + ServersASite - 1) / ServersASite);
        yield return ("sites.yaml", Document("Site", "hq") + "spec: {}\n" + string.Concat(sites.Select(site =>
            $"---\n{Document("Site", SiteName(site), $"region: r{site % Regions}")}spec: {{ parent: hq }}\n")));
        yield return ("groups.yaml", string.Join("---\n", Enumerable.Range(0, Regions).Select(region =>
            $"{Document("ServerGroup", $"region-{region}")}spec: {{ selector: {{ matchLabels: {{ region: r{region} }} }} }}\n")));
        for (var server = 0; server < servers; server++)
            yield return Server(server, "store");
        for (var package = 0; package < Packages; package++)
        {
            yield return ($"packages/p{package}.yaml", $"{Document("Package", $"p{package}")}spec: {{ source: {{ path: content/p{package} }}, distribute: {{ to: [region-{package % Regions}] }} }}\n");
            yield return ($"content/p{package}/readme.txt", $"package {package}\n");
        }
    }

    private static (string Path, string Text) Server(int number, string tier)
    {
        var site = SiteName(number / ServersASite);
        return ($"stores/{site}/dp-{number:D5}.yaml", $"{Document("DistributionServer", $"dp-{number:D5}", $"tier: {tier}")}spec:\n  site: {site}\n  address: dp-{number:D5}\n  default: true\n");
    }

    private static string SiteName(int site) => $"site-{site:D3}";

    private static string Document(string kind, string name, string? labels = null) =>
        $"apiVersion: reconciler/v1\nkind: {kind}\nmetadata: {{ name: {name}{(labels is null ? "" : $", labels: {{ {labels} }}")} }}\n";
}
