using Reconciler.Cli.Terminals;
using Reconciler.Core.Planning;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Cli.Reports;

/// <summary>What happened, for people: a line each.</summary>
internal sealed class HistoryText(Terminal terminal)
{
    private readonly Style style = terminal.Style;

    internal async Task WriteAsync(IEnumerable<HistoryEntry> entries)
    {
        var table = new TextTable("WHEN", "COMMIT", "PLAN", "WHAT");
        foreach (var entry in entries)
            table.Add(Moment.Text(entry.At), entry.Commit?[..7] ?? "", entry.Plan?[..PlanHash.MinLength] ?? "", What(entry));
        foreach (var line in table.Lines(style))
            await terminal.Out.WriteLineAsync(line);
    }

    private Cell What(HistoryEntry entry) => entry switch
    {
        HistoryEntry.OfPackage e => Coloured(Text(e)),
        HistoryEntry.OfServer e => Coloured(Text(e.Server, e.Happened)),
        HistoryEntry.Begun e => new(e.Record.IsUnscoped ? "sync begun" : "sync of a part begun", style.Bold),
        HistoryEntry.Waiting => new("done, but for what waits as declared", style.Bold),
        HistoryEntry.Converged => new("converged: every server holds what the commit says", style.Bold),
        _ => throw new ArgumentOutOfRangeException(nameof(entry), entry, "unknown entry"),
    };

    /// <summary>By its sign.</summary>
    private Cell Coloured(string text) => new(text, text[0] switch
    {
        '+' => style.Green,
        '-' or '!' => style.Red,
        '.' => style.Dim,
        _ => null,
    });

    /// <summary><c>+ office-viewer 3.1 -> dp-lon-02  231 B</c></summary>
    internal static string Text(HistoryEntry.OfPackage entry)
    {
        var package = entry.Version is { } version ? $"{entry.Package} {version}" : entry.Package.Value;
        var servers = Servers(entry.Happened.Servers);
        return entry.Happened switch
        {
            TransferPackageEvent.Placed e => $"+ {package} -> {servers}{(entry.SourceCommit is { } commit ? $", from commit {commit[..7]} of its source" : "")}  {ByteSize.Text(e.Sent * e.Servers.Count)}",
            TransferPackageEvent.Removed => $"- {package} from {servers}",
            TransferPackageEvent.Adopted => $"= {package} adopted on {servers}",
            TransferPackageEvent.Observed => $"= {package} found on {servers}",
            TransferPackageEvent.Begun e => $"! {(e.To is null ? "removing" : "placing")} {package} on {servers} began and has not ended",
            TransferPackageEvent.Failed e => $"! {(e.Wanted is null ? "removing" : "placing")} {package} on {servers} failed: {e.Message} ({e.Error.Word()}, attempt {e.Attempt})",
            TransferPackageEvent.Drifted e => $"! {package} drifted on {servers}: {PlanText.Count(e.Differences, "difference")}{(e.Example is { } example ? $", such as {example}" : "")}",
            TransferPackageEvent.Verified e => $"= {package} verified on {servers} ({e.Proof.Word()})",
            TransferPackageEvent.Retained => $"= {package} found out of sight on {servers}",
            TransferPackageEvent.Lost => $"! {package} lost on {servers}: nothing was there",
            TransferPackageEvent.Left => $". {package} left on {servers}, no longer declared",
            TransferPackageEvent.Declared => $". {package}: {servers} declared again",
            TransferPackageEvent.Forgotten e => $". {package} forgotten on {servers}: {e.Reason}",
            TransferPackageEvent.Renamed e => $". {package}: {e.From} is called {servers} now",
            TransferPackageEvent.RefreshAsked e => $"* {package} to be refreshed on {servers}{(e.Reason is { } reason ? $": {reason}" : "")}",
            TransferPackageEvent.Cleared => $". trouble of {package} on {servers} cleared",
            TransferPackageEvent.Purged => $". {package} deleted out of sight on {servers}",
            TransferPackageEvent.Targeted e => $". {package} is meant for {PlanText.Count(e.Servers.Count, "server")} (targets {e.Generation})",
            _ => throw new ArgumentOutOfRangeException(nameof(entry), entry.Happened, "unknown event"),
        };
    }

    private static string Text(ServerName server, ServerEvent happened) => happened switch
    {
        ServerEvent.Claimed e => $". {server} claimed at {e.Address}",
        ServerEvent.Visited e => $". {server} visited{(e.FreeBytes is { } free ? $", {ByteSize.Text(free)} free" : "")}{(e.BytesPerSecond is { } rate ? $", copied at {ByteSize.Text(rate)}/s" : "")}",
        ServerEvent.Failed e => $"! {server}: {e.Message} ({e.Error.Word()}, attempt {e.Attempt})",
        ServerEvent.Renamed e => $". {server} was {e.From[^1]} until now",
        ServerEvent.Suspended e => $". {server} {new Suspension(e.Reason, e.Until).Words()} by {e.By}: {VisibleText.Of(e.Reason)}",
        ServerEvent.Resumed e => $". {server} resumed by {e.By}",
        ServerEvent.Gone e => $". {server} is gone: {e.Reason}",
        _ => throw new ArgumentOutOfRangeException(nameof(happened), happened, "unknown event"),
    };

    private static string Servers(ServerSet servers) =>
        servers.Count <= PlanText.NamedServers ? servers.ToString() : PlanText.Count(servers.Count, "server");
}
