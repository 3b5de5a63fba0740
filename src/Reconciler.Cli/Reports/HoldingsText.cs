using Reconciler.Cli.Terminals;
using Reconciler.Core.Planning;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Cli.Reports;

/// <summary>Who held what at a point in time, for people.</summary>
/// <param name="namesAll">Name every server, however many: somebody asked for one package or server.</param>
internal sealed class HoldingsText(Terminal terminal, bool namesAll)
{
    private readonly Style style = terminal.Style;

    internal async Task WriteAsync(Holdings holdings)
    {
        if (holdings.Held.IsEmpty && holdings.Unsure.IsEmpty)
        {
            await terminal.Out.WriteLineAsync(Nothing(holdings));
            return;
        }

        await terminal.Out.WriteLineAsync(style.Bold($"Held at {Moment.Text(holdings.At)}"));
        if (!holdings.Held.IsEmpty)
        {
            foreach (var line in Table(holdings).Lines(style))
                await terminal.Out.WriteLineAsync(line);
        }

        foreach (var unsure in holdings.Unsure)
            await terminal.Out.WriteLineAsync(style.Yellow(VisibleText.Of($"unsure: {unsure.Package} on {Servers(unsure.Servers, holdings)}, where {Began(unsure.Unsure)} had begun and not ended")));
        await terminal.Out.WriteLineAsync(Ending(holdings));
    }

    private static string Nothing(Holdings holdings) => holdings.RecordsBegin is { } begin && begin > holdings.At
        ? $"Nothing was recorded yet at {Moment.Text(holdings.At)}: the records begin at {Moment.Text(begin)}."
        : $"Nothing was held at {Moment.Text(holdings.At)}, by the records.";

    private TextTable Table(Holdings holdings)
    {
        var table = new TextTable("PACKAGE", "VERSION", "DIGEST", "PROOF", "SERVERS");
        var rows = holdings.Held.GroupBy(held => (held.Package, held.Holding.Version, held.Holding.Digest, held.Proof?.Kind, held.Proof?.IsDrifted));
        foreach (var row in rows)
            table.Add(row.Key.Package.Value, row.Key.Version, row.Key.Digest.Short, Proof([.. row.Select(held => held.Proof)]), Servers(row.Select(held => held.Servers).Aggregate((all, servers) => all | servers), holdings));
        return table;
    }

    /// <summary><c>written 2026-11-22 14:00Z</c>; of several, the oldest.</summary>
    private Cell Proof(Proof?[] proofs)
    {
        if (proofs[0] is not { } proof)
            return new("none", style.Yellow);

        var (oldest, newest) = (proofs.Min(each => each!.At), proofs.Max(each => each!.At));
        var text = $"{proof.Kind.Word()} {Moment.Text(oldest)}{(Moment.Text(oldest) == Moment.Text(newest) ? "" : " or later")}";
        return proof.IsDrifted ? new Cell($"drifted, {text}", style.Red) : text;
    }

    private string Servers(ServerSet servers, Holdings holdings) => namesAll || servers.Count <= PlanText.NamedServers
        ? string.Join(", ", servers.ByName().Select(server => holdings.Renamed.TryGetValue(server, out var now) ? $"{server} (now {now})" : server.Value))
        : PlanText.Count(servers.Count, "server");

    private static string Began(Unsure unsure) => unsure.To is { } to ? $"placing {to.Short}" : "removing it";

    private static string Ending(Holdings holdings)
    {
        var packages = holdings.Held.Select(held => held.Package).Distinct().Count();
        var servers = holdings.Held.SelectMany(held => held.Servers).Distinct().Count();
        return $"{PlanText.Count(holdings.Held.Sum(held => held.Servers.Count), "placement")}: {PlanText.Count(packages, "package")} on {PlanText.Count(servers, "server")}.";
    }
}
