using System.Collections.Immutable;
using Reconciler.Cli.Reports.Html;
using Reconciler.Core.Content;
using Reconciler.Core.Planning;
using Reconciler.Core.Resources;

namespace Reconciler.Cli.Reports.Plans;

/// <summary>What updates change inside of packages. It stands once for each pair of contents, and actions link to it.</summary>
internal sealed class PageContents
{
    /// <summary>So many files are named on a page; the more updates there are, the fewer of each.</summary>
    private const int NamedInAll = 20_000;

    private readonly HtmlWriter html;
    private readonly ImmutableArray<ContentChange> changes;
    private readonly Dictionary<(PackageName Package, Digest From, Digest To), int> numbers = [];
    private readonly int named;

    /// <param name="plans">All that the page tells of.</param>
    internal PageContents(HtmlWriter html, ImmutableArray<Plan> plans)
    {
        this.html = html;
        changes = [.. plans.SelectMany(plan => plan.Details?.Contents ?? []).DistinctBy(KeyOf)];
        for (var number = 0; number < changes.Length; number++)
            numbers.Add(KeyOf(changes[number]), number);
        named = Math.Min(EntryChanges.NamedAtMost, NamedInAll / Math.Max(1, 3 * changes.Length));
    }

    internal void WriteLink(PlanAction action)
    {
        if (action is { From: { } from, To: { } to } && numbers.TryGetValue((action.Package, from.Digest, to.Digest), out var number))
            html.Add($" <a class=\"more\" href=\"#inside-{number}\">{Short(changes[number])}</a>");
    }

    internal void WriteSection()
    {
        if (changes.IsEmpty)
            return;

        html.Line($"<section id=\"inside\" aria-labelledby=\"inside-title\"><h2 id=\"inside-title\">What changes inside <small>{changes.Length}</small></h2>");
        for (var number = 0; number < changes.Length; number++)
            Write(changes[number], number);
        html.Line($"</section>");
    }

    private void Write(ContentChange change, int number)
    {
        html.Line($"<details class=\"list\"><summary>{change.Package} {change.From.Version} → {change.To.Version} <small>{Words(change)}</small></summary><div id=\"inside-{number}\">");
        if (change.Added.Count + change.Removed.Count + change.Changed.Count > 0 && named > 0)
        {
            html.Line($"<table class=\"files\" aria-label=\"Files of {change.Package} that change\"><thead><tr><th scope=\"col\">Change</th><th scope=\"col\">File</th><th scope=\"col\">Size</th></tr></thead><tbody>");
            Write("place", '+', "added", change.Added);
            Write("remove", '-', "removed", change.Removed);
            Write("update", '~', "changed", change.Changed);
            html.Line($"</tbody></table>");
        }

        html.Line($"<p class=\"sum\">{Words(change)}</p></div></details>");
    }

    private void Write(string kind, char sign, string word, EntryChanges entries)
    {
        foreach (var entry in entries.Named.Take(named))
            html.Line($"<tr class=\"{kind}\"><td><b>{sign}</b> {word}</td><th scope=\"row\">{entry.Path}{KindOf(entry.Kind)}</th><td>{Size(entry)}</td></tr>");
        if (entries.Count > Math.Min(named, entries.Named.Length))
            html.Line($"<tr class=\"{kind}\"><td><b>{sign}</b> {word}</td><td>and {entries.Count - Math.Min(named, entries.Named.Length)} more</td><td></td></tr>");
    }

    private static string KindOf(EntryKind kind) => kind switch
    {
        EntryKind.Symlink => " (link)",
        EntryKind.EmptyDirectory => " (empty directory)",
        _ => "",
    };

    private static string Size(ChangedEntry entry) => entry switch
    {
        { WasBytes: { } was, IsBytes: { } becomes } => was == becomes ? ByteSize.Text(was) : $"{ByteSize.Text(was)} → {ByteSize.Text(becomes)}",
        _ => ByteSize.Text(entry.WasBytes ?? entry.IsBytes ?? 0),
    };

    /// <summary><c>+1 -2 ~3 files</c></summary>
    private static string Short(ContentChange change)
    {
        var parts = Parts(change).Where(part => part.Entries.Count > 0).Select(part => $"{part.Sign}{part.Entries.Count}").ToArray();
        return parts.Length == 0 ? "same files" : $"{string.Join(' ', parts)} files";
    }

    /// <summary><c>1 added (2 KiB), 3 changed (1.2 MiB), 40 unchanged</c></summary>
    private static string Words(ContentChange change) => string.Join(", ",
        Parts(change).Where(part => part.Entries.Count > 0).Select(part => $"{part.Entries.Count} {part.Word} ({ByteSize.Text(part.Entries.Bytes)})").Append($"{change.Unchanged} unchanged"));

    private static (char Sign, string Word, EntryChanges Entries)[] Parts(ContentChange change) =>
        [('+', "added", change.Added), ('-', "removed", change.Removed), ('~', "changed", change.Changed)];

    private static (PackageName Package, Digest From, Digest To) KeyOf(ContentChange change) => (change.Package, change.From.Digest, change.To.Digest);
}
