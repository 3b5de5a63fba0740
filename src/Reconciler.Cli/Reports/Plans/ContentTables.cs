using System.Collections.Immutable;
using Reconciler.Cli.Reports.Markdown;
using Reconciler.Core.Content;
using Reconciler.Core.Planning;

namespace Reconciler.Cli.Reports.Plans;

/// <summary>What updates change inside of packages, in a comment: a table for each pair of versions, a row an entry.</summary>
internal static class ContentTables
{
    private static readonly MarkdownNoun entry = new("change inside a package", "changes inside packages");

    internal static ImmutableArray<MarkdownSection> Section(Plan plan)
    {
        var groups = (plan.Details?.Contents ?? []).Select(change => new MarkdownGroup(Lead(change), [.. Rows(change)])).Where(group => !group.Rows.IsEmpty).ToImmutableArray();
        return groups.IsEmpty ? [] : [new($"What changes inside: {PlanText.Count(groups.Length, "update")}", entry, groups) { IsFolded = true }];
    }

    private static string Lead(ContentChange change) =>
        $"**{MarkdownText.Code(change.Package.Value)}** {Version(change.From, change)} → {Version(change.To, change)}: {Counts(change)}\n\n{MarkdownRow.Head("", "File", "Was:", "Is:")}";

    /// <summary>With the digest where the version alone would not tell them apart.</summary>
    private static string Version(HeldVersion version, ContentChange change) =>
        MarkdownText.Code(version.Version) + (change.From.Version == change.To.Version ? $" ({MarkdownText.Code(version.Digest.Short)})" : "");

    private static string Counts(ContentChange change) => string.Join(", ", Counts("added", change.Added)
        .Concat(Counts("removed", change.Removed))
        .Concat(Counts("changed", change.Changed))
        .Append($"{MarkdownNoun.Number(change.Unchanged)} unchanged"));

    private static IEnumerable<string> Counts(string word, EntryChanges changes) =>
        changes.Count == 0 ? [] : [$"{MarkdownNoun.Number(changes.Count)} {word} ({ByteSize.Text(changes.Bytes)})"];

    private static IEnumerable<MarkdownRow> Rows(ContentChange change) =>
        Rows("`+` added", change.Added, change).Concat(Rows("`-` removed", change.Removed, change)).Concat(Rows("`~` changed", change.Changed, change));

    private static IEnumerable<MarkdownRow> Rows(string sign, EntryChanges changes, ContentChange change)
    {
        foreach (var named in changes.Named)
            yield return MarkdownRow.Cells(change.Package.Value, sign, File(named), Size(named.WasBytes), Size(named.IsBytes));
        if (changes.Count > changes.Named.Length)
            yield return MarkdownRow.Cells(change.Package.Value, sign, $"… and {MarkdownNoun.Number(changes.Count - changes.Named.Length)} more, which the plan does not name", "", "");
    }

    private static string File(ChangedEntry named) => MarkdownText.Code(named.Path) + named.Kind switch
    {
        EntryKind.Symlink => " (link)",
        EntryKind.EmptyDirectory => " (empty directory)",
        _ => "",
    };

    private static string Size(long? bytes) => bytes is { } known ? ByteSize.Text(known) : "";
}
