using Reconciler.Core.Content;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Servers;

namespace Reconciler.Testing.Servers;

/// <summary>What an <see cref="InMemoryServer"/> keeps when it is disposed: its disk.</summary>
public sealed class InMemoryRoot
{
    public Claim? Claim { get; set; }

    public long? FreeBytes { get; set; }

    /// <summary>What readers see, by the path at which it stands.</summary>
    public Dictionary<string, InMemoryTree> Visible { get; } = new(StringComparer.Ordinal);

    public Dictionary<PackageName, InMemoryReceipt> Receipts { get; } = [];

    /// <summary>What was found in deleted trees and is not ours.</summary>
    public List<string> SetAside { get; } = [];

    internal Lock Gate { get; } = new();
}

/// <summary>The trees of a package, sealed ones and the one that is being staged.</summary>
public sealed class InMemoryReceipt
{
    public required string PublishAs { get; set; }

    public OrderNumber Order { get; set; }

    public List<InMemoryTree> Trees { get; } = [];
}

public sealed class InMemoryTree
{
    public required string Id { get; init; }

    public required Manifest Manifest { get; init; }

    public required string Version { get; set; }

    public string? PublishedAs { get; set; }

    public Permissions Permissions { get; init; }

    public Layout Layout { get; init; }

    /// <summary>By path: a file's bytes, a link's target, nothing for an empty directory.</summary>
    public SortedDictionary<string, byte[]> Entries { get; } = new(StringComparer.Ordinal);

    public bool IsSealed => PublishedAs is not null;

    /// <summary>Everything that was sealed is here, and nothing else.</summary>
    public bool IsWhole => !DifferencesTo(Manifest, []).Any();

    public TreeOnServer Shown => new(Manifest.Digest, Version, PublishedAs) { Permissions = Permissions, Layout = Layout };

    /// <summary>What stands here now. What the manifest does not tell is a file.</summary>
    public Manifest Read(IReadOnlyCollection<string> ignoreExtra)
    {
        var known = Manifest.Entries.ToDictionary(entry => entry.Path, StringComparer.Ordinal);
        return Manifest.Of(
            from entry in Entries
            where !ignoreExtra.Contains(entry.Key[(entry.Key.LastIndexOf('/') + 1)..])
            let recorded = known.GetValueOrDefault(entry.Key)
            select new ManifestEntry(
                entry.Key, recorded?.Kind ?? EntryKind.File, recorded?.IsExecutable ?? false, entry.Value.Length, Digest.Of(entry.Value)));
    }

    /// <summary>Sorted by path.</summary>
    public IEnumerable<Difference> DifferencesTo(Manifest manifest, IReadOnlyCollection<string> ignoreExtra)
    {
        var wanted = manifest.Entries.ToDictionary(entry => entry.Path, StringComparer.Ordinal);
        foreach (var path in Entries.Keys.Union(wanted.Keys).Order(StringComparer.Ordinal))
        {
            if (!wanted.TryGetValue(path, out var entry))
            {
                if (!ignoreExtra.Contains(path[(path.LastIndexOf('/') + 1)..]))
                    yield return new(DifferenceKind.Extra, path);
            }
            else if (!Entries.TryGetValue(path, out var bytes))
                yield return new(DifferenceKind.Missing, path);
            else if (bytes.Length != entry.SizeBytes)
                yield return new(DifferenceKind.SizeDiffers, path);
            else if (Digest.Of(bytes) != entry.Digest)
                yield return new(DifferenceKind.ContentDiffers, path);
        }
    }
}
