using System.Globalization;
using System.Text;
using Reconciler.Core.Content;

namespace Reconciler.Adapters.Servers.Forms;

/// <summary>
/// A seal as text, format 1, UTF-8: a first line <c>reconciler-seal 1 digest mode</c>, then one line an entry in the manifest's order,
/// <c>mode mtime inode line</c>, each ended by a line feed. Digest is the package's; mode is four or more octal digits; mtime is in
/// nanoseconds since 1970; line is the entry's line in the manifest (<see cref="ManifestText.Line"/>). Directories that are not empty have a
/// line as if they were.
/// </summary>
internal static class SealText
{
    private const string FirstWords = "reconciler-seal 1 ";

    public static byte[] Write(Seal seal)
    {
        var text = new StringBuilder(FirstWords).Append(seal.Manifest.Digest).Append(' ').Append(Octal(seal.Mode)).Append('\n');
        foreach (var (entry, mode, modified, inode) in seal.Entries)
            text.Append(CultureInfo.InvariantCulture, $"{Octal(mode)} {modified} {inode} {ManifestText.Line(entry)}\n");

        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <exception cref="FormatException">Not a seal of this format, or its lines do not make the digest of its first line.</exception>
    public static Seal Read(ReadOnlySpan<byte> bytes)
    {
        var lines = new UTF8Encoding(false).GetString(bytes).Split('\n');
        if (!lines[0].StartsWith(FirstWords, StringComparison.Ordinal) || lines[0].Split(' ') is not [_, _, var digest, var mode] || lines[^1].Length != 0)
            throw new FormatException("it is not a seal of format 1");

        try
        {
            var seal = new Seal(ReadOctal(mode), [.. lines[1..^1].Select(ReadLine)]);
            return seal.Manifest.Digest == Digest.Parse(digest) ? seal : throw new FormatException("its lines do not make its digest");
        }
        catch (ArgumentException e)
        {
            throw new FormatException(e.Message, e);
        }
    }

    private static SealedEntry ReadLine(string line)
    {
        Span<Range> parts = stackalloc Range[4];
        var text = line.AsSpan();
        return text.Split(parts, ' ') == 4
            && long.TryParse(text[parts[1]], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var modified)
            && ulong.TryParse(text[parts[2]], NumberStyles.None, CultureInfo.InvariantCulture, out var inode)
                ? new(ManifestText.ReadLine(line[parts[3]]), ReadOctal(text[parts[0]]), modified, inode)
                : throw new FormatException($"'{line}' is not a line of a seal");
    }

    private static string Octal(int mode) => Convert.ToString(mode, 8).PadLeft(4, '0');

    private static int ReadOctal(ReadOnlySpan<char> text)
    {
        var mode = 0;
        foreach (var digit in text)
            mode = digit is >= '0' and <= '7' && mode < 0x200 ? (mode << 3) | (digit - '0') : throw new FormatException($"'{text}' is not a mode");

        return mode;
    }
}
