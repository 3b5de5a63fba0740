using System.Text;
using CsCheck;
using Reconciler.Core.Content;

namespace Reconciler.Core.Tests.Content;

/// <summary>Manifests for properties: few names, so that paths often share directories; among them those that a text format must escape.</summary>
internal static class ContentGen
{
    private static readonly Gen<string> part = Gen.OneOf(
        "a", "b", "A", "a.txt", "a b", " ", "-", "\\", "\\n", "\n", "\r", "\r\n", "\"", "e\u0301", "\u00e9", "\uffee", "\U0001F600", "...", new string('x', 255));

    private static readonly Gen<string> path = part.Array[1, 4].Select(parts => string.Join('/', parts));

    private static readonly Gen<ManifestEntry> entry = Gen.OneOf(
        Gen.Select(path, Gen.Bool, Gen.Byte.Array[0, 3], (at, isExecutable, bytes) => ManifestEntry.File(at, isExecutable, bytes.Length, Digest.Of(bytes))),
        Gen.Select(path, part, ManifestEntry.Link),
        path.Select(ManifestEntry.EmptyDirectory));

    public static Gen<ManifestEntry[]> Entries { get; } = entry.Array[0, 12].Select(WithoutClashes);

    public static Gen<Manifest> Manifests { get; } = Entries.Select(Manifest.Of);

    private static ManifestEntry[] WithoutClashes(ManifestEntry[] entries)
    {
        var kept = new List<ManifestEntry>();
        foreach (var candidate in entries)
        {
            if (!kept.Any(other => EntryPath.IsSameOrBelow(candidate.Path, other.Path) || EntryPath.IsSameOrBelow(other.Path, candidate.Path)))
                kept.Add(candidate);
        }

        return [.. kept];
    }

    public static ManifestEntry File(string path, string text = "", bool isExecutable = false)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return ManifestEntry.File(path, isExecutable, bytes.Length, Digest.Of(bytes));
    }
}
