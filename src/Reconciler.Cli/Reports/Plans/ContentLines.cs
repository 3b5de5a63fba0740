using Reconciler.Cli.Terminals;
using Reconciler.Core.Planning;

namespace Reconciler.Cli.Reports.Plans;

/// <summary>The files that an update changes, below its line.</summary>
internal static class ContentLines
{
    internal static IEnumerable<string> Of(ContentChange change) =>
    [
        .. Of(change.Changed, ActionKind.Update.Sign(), "changed"), .. Of(change.Added, ActionKind.Place.Sign(), "added"), .. Of(change.Removed, ActionKind.Remove.Sign(), "removed"),
    ];

    private static IEnumerable<string> Of(EntryChanges entries, char sign, string word)
    {
        foreach (var entry in entries.Named)
            yield return $"      {sign} {VisibleText.Of(entry.Path)}{Bytes(entry)}";
        if (entries.Count > entries.Named.Length)
            yield return $"      … and {entries.Count - entries.Named.Length} more {word}";
    }

    private static string Bytes(ChangedEntry entry) => (entry.WasBytes, entry.IsBytes) switch
    {
        ({ } was, { } now) => $"  {ByteSize.Text(now)}, was {ByteSize.Text(was)}",
        (null, { } now) => $"  {ByteSize.Text(now)}",
        _ => "",
    };
}
