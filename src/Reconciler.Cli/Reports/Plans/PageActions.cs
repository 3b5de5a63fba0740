using System.Collections.Immutable;
using Reconciler.Cli.Reports.Html;
using Reconciler.Core.Planning;

namespace Reconciler.Cli.Reports.Plans;

/// <summary>Actions as tables, an action a row. The script reads packages, servers, sites and holds from the cells.</summary>
internal sealed class PageActions(HtmlWriter html, PageServers servers, PageContents contents)
{
    internal void WriteSection(Plan plan)
    {
        var rows = Rows(plan);
        if (rows.Length == 0)
            return;

        html.Line($"<section id=\"actions\" aria-labelledby=\"actions-title\"><h2 id=\"actions-title\">Actions <small>{rows.Length}</small></h2>");
        WriteFilter();
        WriteTable(rows, "actions-title");
        html.Line($"</section>");
    }

    internal void WriteRest(ImmutableArray<PlanPart> rest)
    {
        for (var number = 0; number < rest.Length; number++)
        {
            html.Line($"<details class=\"part\"><summary id=\"rest-{number}\">{rest[number].Summary}</summary>");
            WriteTable(Rows(rest[number].Plan), $"rest-{number}");
            PageRemarks.WriteLeft(html, rest[number].Plan);
            html.Line($"</details>");
        }
    }

    /// <summary>What is left on servers has a line a server elsewhere, however many packages it is.</summary>
    internal static PlanAction[] Rows(Plan plan) => [.. plan.Actions.Where(action => action.Kind != ActionKind.Leave || action.IsHeld)];

    /// <summary>Useless without the script, which fills it and shows it.</summary>
    private void WriteFilter()
    {
        html.Line($"<form id=\"filter\" role=\"search\" aria-label=\"Filter actions\" hidden>");
        html.Line($"<label class=\"wide\">Search <input type=\"search\" name=\"text\" autocomplete=\"off\"></label>");
        html.Line($"<label>Kind <select name=\"kind\"></select></label>");
        html.Line($"<label>Package <input type=\"search\" name=\"package\" list=\"packages\" autocomplete=\"off\"></label>");
        html.Line($"<label>Site <select name=\"site\"></select></label>");
        html.Line($"<label>Server <input type=\"search\" name=\"server\" list=\"names\" autocomplete=\"off\"></label>");
        html.Line($"<label>On hold <select name=\"hold\"></select></label>");
        html.Line($"<button type=\"reset\">Clear</button>");
        html.Line($"<output aria-live=\"polite\"></output>");
        html.Line($"<datalist id=\"packages\"></datalist><datalist id=\"names\"></datalist>");
        html.Line($"</form>");
    }

    private void WriteTable(PlanAction[] rows, string label)
    {
        if (rows.Length == 0)
            return;

        var hasHolds = rows.Any(row => row.IsHeld);
        html.Line($"<table class=\"actions\" aria-labelledby=\"{label}\">");
        html.Add($"<thead><tr><th scope=\"col\" data-key=\"kind\">Action</th><th scope=\"col\" data-key=\"package\">Package</th><th scope=\"col\" data-key=\"version\">Version</th>");
        html.Add($"<th scope=\"col\" data-key=\"servers\">Servers</th><th scope=\"col\" data-key=\"bytes\">To copy</th><th scope=\"col\" data-key=\"cause\">Cause</th>");
        if (hasHolds)
            html.Add($"<th scope=\"col\" data-key=\"hold\">On hold</th>");
        html.Line($"</tr></thead>");
        html.Line($"<tbody>");
        foreach (var row in rows)
            WriteRow(row, hasHolds);
        html.Line($"</tbody>");
        html.Line($"</table>");
    }

    private void WriteRow(PlanAction action, bool hasHolds)
    {
        html.Add($"<tr class=\"{action.Kind.Word()}{(action.IsHeld ? " held" : "")}\"><td><b>{(action.IsHeld ? '!' : action.Kind.Sign())}</b> {action.Kind.Word()}</td><th scope=\"row\">{action.Package}</th><td>");
        WriteVersions(action);
        html.Add($"</td><td data-n=\"{action.Servers.Count}\">");
        servers.Write(action.Servers, PlanText.Servers(action));
        html.Add($"</td><td data-n=\"{(IsCopied(action) ? action.Copy.Bytes : -1)}\">");
        WriteBytes(action);
        html.Add($"</td><td>");
        WriteCause(action.Cause);
        html.Add($"</td>");
        if (hasHolds)
            WriteHold(action.Hold);
        html.Line($"</tr>");
    }

    private void WriteVersions(PlanAction action)
    {
        var (from, to) = (action.From?.Version, action.Unread?.Name ?? action.To?.Version);
        if (action.Kind == ActionKind.Update && from == to && action is { From.Digest: var was, To.Digest: var becomes })
            html.Add($"{from} <code>{was.Short}</code> → <code>{becomes.Short}</code>");
        else if (action.Kind == ActionKind.Update && from is not null && to is not null)
            html.Add($"{from} → {to}");
        else
            html.Add($"{(action.Kind is ActionKind.Remove or ActionKind.Leave ? from : to ?? from)}");
        contents.WriteLink(action);
    }

    private static bool IsCopied(PlanAction action) => action is { IsHeld: false, Unread: null, Kind: ActionKind.Place or ActionKind.Update or ActionKind.Refresh };

    private void WriteBytes(PlanAction action)
    {
        if (action.Unread is not null)
            html.Add($"<small>content not read here</small>");
        if (!IsCopied(action))
            return;

        html.Add($"{ByteSize.Text(action.Copy.Bytes)}");
        if (action.Copy.ReusedBytes > 0)
            html.Add($" <small>{ByteSize.Text(action.Copy.ReusedBytes)} there already</small>");
    }

    private void WriteCause(Cause cause)
    {
        html.Add($"{cause.Fact}{(cause is { Fact: not null, At: not null } ? "; " : "")}");
        if (cause.At is not { } at)
            return;

        html.Add($"<code>{at.FileAndLine}</code>");
        if (cause.Commit is { } commit)
            html.Add($" in <code>{commit.Id[..7]}</code>, “{commit.Summary}”");
    }

    private void WriteHold(Hold? hold)
    {
        if (hold is null)
            html.Add($"<td></td>");
        else
            html.Add($"<td><b>{hold.Reason.Word()}</b>{(hold.Until is { } until ? $" until {SuspensionText.Until(until)}" : "")}{Detail(hold)}</td>");
    }

    /// <summary><c> since 2026-11-22 09:12Z</c>; <c>: disk replacement</c>; nothing of a guard, which holds many and stands above them.</summary>
    private static string Detail(Hold hold) => hold is { Detail: { } detail, Reason: not HoldReason.Guard } ? $"{(detail.StartsWith("since ", StringComparison.Ordinal) ? "" : ":")} {detail}" : "";
}
