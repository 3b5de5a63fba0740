using System.Globalization;
using System.Text;
using Reconciler.Core.Content;

namespace Reconciler.Adapters.Servers.S3;

/// <summary>
/// A seal of objects as text, format 1, UTF-8: a first line <c>reconciler-object-seal 1 digest</c>, then one line an entry in the manifest's order,
/// <c>etag size line</c>, each ended by a line feed. Digest is the package's; etag and size are the object's; line is the entry's line in the
/// manifest.
/// </summary>
internal static class ObjectSealText
{
    private const string FirstWords = "reconciler-object-seal 1 ";
    private const int LongestETag = 256;

    public static byte[] Write(ObjectSeal seal)
    {
        var text = new StringBuilder(FirstWords).Append(seal.Manifest.Digest).Append('\n');
        foreach (var (entry, size, eTag) in seal.Entries)
            text.Append(CultureInfo.InvariantCulture, $"{eTag} {size} {ManifestText.Line(entry)}\n");

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <exception cref="FormatException">Not a seal of this format, or its lines do not make the digest of its first line.</exception>
    public static ObjectSeal Read(ReadOnlySpan<byte> bytes)
    {
        var lines = Encoding.UTF8.GetString(bytes).Split('\n');
        if (!lines[0].StartsWith(FirstWords, StringComparison.Ordinal) || lines[^1].Length != 0)
            throw new FormatException("it is not a seal of objects of format 1");

        try
        {
            var seal = new ObjectSeal([.. lines[1..^1].Select(ReadLine)]);
            return seal.Manifest.Digest == Digest.Parse(lines[0][FirstWords.Length..]) ? seal : throw new FormatException("its lines do not make its digest");
        }
        catch (ArgumentException e)
        {
            throw new FormatException(e.Message, e);
        }
    }

    private static SealedObject ReadLine(string line)
    {
        var parts = line.Split(' ', 3);
        return parts.Length == 3 && IsETag(parts[0]) && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            ? new(ManifestText.ReadLine(parts[2]), size, parts[0])
            : throw new FormatException($"'{line}' is not a line of a seal");
    }

    private static bool IsETag(string text) => text.Length is > 0 and <= LongestETag && text.All(c => c is > ' ' and < '\x7f' and not '"');
}
