using System.Text;
using System.Text.RegularExpressions;
using Reconciler.Core.Content;

namespace Reconciler.Adapters.Tests.Servers.S3;

public sealed partial class S3FormatTests(S3Host host)
{
    [Fact]
    public async Task Place_EachKindOfEntry_LeavesTheseObjects()
    {
        using var place = new S3Place(host);
        await using var server = place.Connect();
        var manifest = Manifest.Of([
            place.Content.File("readme.txt", "read me"),
            place.Content.Executable("bin/run", "#!/bin/sh"),
            place.Content.Link("bin/ö go", "run"),
            place.Content.Link("logs/up", ".."),
            ManifestEntry.EmptyDirectory("logs/old"),
        ]);
        await server.ClaimAsync(new(new(new string('a', 32)), new("dp-1"), new(2026, 11, 20, 9, 30, 0, TimeSpan.Zero)), default);
        await place.PlaceAsync(server, S3Place.Request(manifest, order: 1, version: "3.1"));

        var text = new StringBuilder();
        foreach (var key in place.Wire.Keys(""))
        {
            var about = await place.Wire.Client.GetObjectMetadataAsync(place.Bucket, key);
            text.Append(key).Append("  ").Append(about.Headers.ContentType).Append('\n');
            foreach (var label in about.Metadata.Keys.Order(StringComparer.Ordinal))
                text.Append("  ").Append(label).Append(": ").Append(about.Metadata[label]).Append('\n');

            text.Append(place.Wire.FindText(key)!.ReplaceLineEndings("\n").TrimEnd('\n')).Append("\n\n");
        }

        await Verify(TreeIds().Replace(text.ToString(), "<tree>"));
    }

    /// <summary>The ids are random; an ETag is longer, and part of what is frozen.</summary>
    [GeneratedRegex("(?<![0-9a-f])[0-9a-f]{16}(?![0-9a-f])")]
    private static partial Regex TreeIds();
}
