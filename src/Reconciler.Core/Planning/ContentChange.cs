using System.Collections.Immutable;
using Reconciler.Core.Content;
using Reconciler.Core.Resources;

namespace Reconciler.Core.Planning;

/// <summary>What an update changes inside of a package.</summary>
/// <param name="Added">Entries that only <paramref name="To"/> has.</param>
/// <param name="Removed">Entries that only <paramref name="From"/> has; their bytes are those that go.</param>
/// <param name="Changed">Entries at the same path that differ in content, kind or executable bit; their bytes are the new ones.</param>
/// <param name="Unchanged">The number of entries that stay as they are.</param>
public sealed record ContentChange(
    PackageName Package, HeldVersion From, HeldVersion To, EntryChanges Added, EntryChanges Removed, EntryChanges Changed, int Unchanged)
{
    internal static ImmutableArray<ContentChange> Of(Plan plan, Func<Digest, Manifest?> findManifest) =>
    [
        .. from action in plan.Actions
           where action is { Kind: ActionKind.Update, From: not null, To: not null }
           group action by (action.Package, From: action.From!, To: action.To!) into same
           orderby same.Key.Package
           let held = findManifest(same.Key.From.Digest)
           let wanted = held is null ? null : findManifest(same.Key.To.Digest)
           where wanted is not null
           select Between(same.Key.Package, same.Key.From, same.Key.To, held, wanted),
    ];

    internal static ContentChange Between(PackageName package, HeldVersion from, HeldVersion to, Manifest held, Manifest wanted)
    {
        var before = held.Entries.ToDictionary(entry => entry.Path, StringComparer.Ordinal);
        var after = wanted.Entries.ToLookup(entry => before.TryGetValue(entry.Path, out var was) ? was == entry ? Stay.Unchanged : Stay.Changed : Stay.Added);
        var left = wanted.Entries.Select(entry => entry.Path).ToHashSet(StringComparer.Ordinal);
        return new(
            package,
            from,
            to,
            EntryChanges.Of(after[Stay.Added].Select(entry => new ChangedEntry(entry.Path, entry.Kind, null, entry.SizeBytes))),
            EntryChanges.Of(held.Entries.Where(entry => !left.Contains(entry.Path)).Select(entry => new ChangedEntry(entry.Path, entry.Kind, entry.SizeBytes, null))),
            EntryChanges.Of(after[Stay.Changed].Select(entry => new ChangedEntry(entry.Path, entry.Kind, before[entry.Path].SizeBytes, entry.SizeBytes))),
            after[Stay.Unchanged].Count());
    }

    private enum Stay
    {
        Added,
        Changed,
        Unchanged,
    }
}

/// <param name="Count">All of them.</param>
/// <param name="Bytes">Of all of them.</param>
/// <param name="Named">The first <see cref="NamedAtMost"/> in the byte order of their paths.</param>
public sealed record EntryChanges(int Count, long Bytes, ImmutableArray<ChangedEntry> Named)
{
    public const int NamedAtMost = 100;

    /// <param name="entries">In the byte order of their paths, as manifests have them.</param>
    internal static EntryChanges Of(IEnumerable<ChangedEntry> entries)
    {
        var all = entries.ToArray();
        return new(all.Length, all.Sum(entry => entry.IsBytes ?? entry.WasBytes ?? 0), [.. all.Take(NamedAtMost)]);
    }
}

/// <param name="Kind">Afterwards; of what is not there any more, before.</param>
/// <param name="WasBytes">Before; null for what was not there.</param>
/// <param name="IsBytes">Afterwards; null for what is not there any more.</param>
public sealed record ChangedEntry(string Path, EntryKind Kind, long? WasBytes, long? IsBytes);
