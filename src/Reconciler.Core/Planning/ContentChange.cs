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
    PackageName Package, HeldVersion From, HeldVersion To, EntryChanges Added, EntryChanges Removed, EntryChanges Changed, int Unchanged);

/// <param name="Count">All of them.</param>
/// <param name="Bytes">Of all of them.</param>
/// <param name="Named">The first <see cref="NamedAtMost"/> in the byte order of their paths.</param>
public sealed record EntryChanges(int Count, long Bytes, ImmutableArray<ChangedEntry> Named)
{
    public const int NamedAtMost = 100;
}

/// <param name="WasBytes">Before; null for what was not there.</param>
/// <param name="IsBytes">Afterwards; null for what is not there any more.</param>
public sealed record ChangedEntry(string Path, EntryKind Kind, long? WasBytes, long? IsBytes);
