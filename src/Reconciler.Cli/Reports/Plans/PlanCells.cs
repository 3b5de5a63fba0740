using System.Globalization;
using Reconciler.Cli.Reports.Markdown;
using Reconciler.Core.Planning;
using Reconciler.Core.Servers;

namespace Reconciler.Cli.Reports.Plans;

/// <summary>What the cells of a comment's tables say of one action. Signs are code: <c>!2</c> and <c>~2</c> are links at some hosts.</summary>
internal static class PlanCells
{
    internal static PlanStepKind Step(PlanAction action) => action.IsHeld ? PlanStepKind.OnHold : PlanStepKind.Of(action.Kind);

    /// <summary><c>`+` to place</c></summary>
    internal static string Sign(char sign, string word) => $"`{sign}` {word}";

    /// <summary>The package with its version; of an update, with both.</summary>
    internal static string Package(PlanAction action) => $"{MarkdownText.Code(action.Package.Value)} {Version(action)}".TrimEnd();

    /// <summary>Up to three by name, else the group that explains them, else how many.</summary>
    internal static string Servers(PlanAction action) => (action.Servers.Count, action.Explained) switch
    {
        ( <= PlanText.NamedServers, _) => Servers(action.Servers),
        (var count, { } group) => $"{MarkdownNoun.Number(count)} of {MarkdownNoun.Number(group.Count)} servers of {MarkdownText.Code(group.Name)}",
        var (count, _) => $"{MarkdownNoun.Number(count)} servers",
    };

    /// <summary>Up to three by name, else how many.</summary>
    internal static string Servers(ServerSet servers) => servers.Count <= PlanText.NamedServers
        ? string.Join(", ", servers.ByName().Select(server => MarkdownText.Code(server.Value)))
        : $"{MarkdownNoun.Number(servers.Count)} servers";

    internal static string Bytes(PlanAction action)
    {
        if (action.Unread is not null)
            return "not read here";

        var reused = action.Copy.ReusedBytes == 0 ? "" : $" ({ByteSize.Text(action.Copy.ReusedBytes)} there already)";
        return action.IsHeld ? "" : $"{ByteSize.Text(action.Copy.Bytes)}{reused}";
    }

    /// <summary><c>`+3 -1 ~2`</c> files; empty where nobody knows.</summary>
    internal static string Inside(PlanAction action, PlanDetails? details) =>
        details?.Contents.FirstOrDefault(change => change.Package == action.Package && change.From == action.From && change.To == action.To) is { } inside
            ? $"`{string.Join(' ', Parts(inside))}`"
            : "";

    /// <summary>The fact, and the line with its commit, which hosts make a link of.</summary>
    internal static string Cause(Cause cause)
    {
        var fact = cause.Fact is null ? "" : MarkdownText.Prose(cause.Fact);
        var line = cause.At is { } at ? $"{MarkdownText.Code(at.FileAndLine)}{(cause.Commit is { } commit ? $" in {Commit(commit)}" : "")}" : "";
        return fact.Length > 0 && line.Length > 0 ? $"{fact}; {line}" : fact + line;
    }

    /// <summary><c>unreachable since 09:12</c>; <c>suspended until 2026-12-01: disk replacement</c>.</summary>
    internal static string Hold(Hold hold)
    {
        var until = hold.Until is { } end ? $" until {SuspensionText.Until(end)}" : "";
        var detail = hold.Detail is null ? "" : $"{(hold.Detail.StartsWith("since ", StringComparison.Ordinal) ? " " : ": ")}{MarkdownText.Prose(hold.Detail)}";
        return $"**{hold.Reason.Word()}**{until}{detail}";
    }

    private static IEnumerable<string> Parts(ContentChange inside) =>
        new (char Sign, int Count)[] { ('+', inside.Added.Count), ('-', inside.Removed.Count), ('~', inside.Changed.Count) }
            .Where(part => part.Count > 0)
            .Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Sign}{part.Count}"))
            .DefaultIfEmpty("=");

    private static string Commit(CauseCommit commit) =>
        $"{(commit.Id[..7].All(char.IsAsciiHexDigit) ? commit.Id[..7] : MarkdownText.Code(commit.Id[..7]))}, \"{MarkdownText.Prose(commit.Summary, 120)}\"";

    private static string Version(PlanAction action) => action.Kind switch
    {
        ActionKind.Update when action is { From: { } from, To: { } to } && from.Version == to.Version => $"{WithDigest(from)} → {WithDigest(to)}",
        ActionKind.Update => string.Join(" → ", new[] { action.From?.Version, action.To?.Version ?? action.Unread?.Name }.OfType<string>().Select(version => MarkdownText.Code(version))),
        ActionKind.Remove or ActionKind.Leave => Version(action.From),
        ActionKind.Place when action.Unread?.Name is { } unread => MarkdownText.Code(unread),
        _ => Version(action.To),
    };

    private static string Version(HeldVersion? version) => version is null ? "" : MarkdownText.Code(version.Version);

    private static string WithDigest(HeldVersion version) => $"{MarkdownText.Code(version.Version)} ({MarkdownText.Code(version.Digest.Short)})";
}
