using System.Collections.Immutable;
using Reconciler.Adapters.Servers.S3.Wire;
using Reconciler.Core.Content;

namespace Reconciler.Adapters.Servers.S3;

/// <summary>What a complete tree of objects looked like. What still looks so was not touched since.</summary>
/// <param name="entries">In the manifest's order.</param>
internal sealed class ObjectSeal(ImmutableArray<SealedObject> entries)
{
    private readonly Lazy<Dictionary<string, SealedObject>> byPath = new(() => entries.ToDictionary(entry => entry.Entry.Path, StringComparer.Ordinal));

    public ImmutableArray<SealedObject> Entries => entries;

    public Manifest Manifest { get; } = Manifest.Of(entries.Select(entry => entry.Entry));

    public SealedObject? Find(string path) => byPath.Value.GetValueOrDefault(path);
}

/// <param name="SizeBytes">Of the object: for a link that of the file it leads to.</param>
internal sealed record SealedObject(ManifestEntry Entry, long SizeBytes, string ETag)
{
    public bool IsUntouched(FoundObject found) => found.SizeBytes == SizeBytes && found.ETag == ETag;
}
