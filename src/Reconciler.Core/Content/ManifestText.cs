using System.Globalization;
using System.Text;

namespace Reconciler.Core.Content;

/// <summary>
/// The canonical bytes of a manifest, format 1. They never change, since a package's digest is their SHA-256. UTF-8; a first line
/// <c>reconciler-manifest 1</c>, then one line an entry in the byte order of the UTF-8 paths, each ended by a line feed:
/// <c>kind size sha256 path</c>, with single blanks. Kind is <c>f</c> (file), <c>x</c> (executable file), <c>l</c> (symlink) or
/// <c>d</c> (empty directory). In the path, a backslash is written <c>\\</c>, a line feed <c>\n</c>, a carriage return <c>\r</c>.
/// </summary>
public static class ManifestText
{
    private const string FirstLine = "reconciler-manifest 1";
    private const int PortionChars = 16 * 1024;

    public static byte[] Write(Manifest manifest)
    {
        using var stream = new MemoryStream();
        Write(manifest.Entries, bytes => stream.Write(bytes));
        return stream.ToArray();
    }

    internal static void Write(IReadOnlyList<ManifestEntry> entries, Action<ReadOnlySpan<byte>> sink)
    {
        var lines = new StringBuilder(FirstLine).Append('\n');
        foreach (var entry in entries)
        {
            AppendLine(lines, entry);
            lines.Append('\n');
            if (lines.Length >= PortionChars)
                Flush(lines, sink);
        }

        Flush(lines, sink);
    }

    private static void Flush(StringBuilder lines, Action<ReadOnlySpan<byte>> sink)
    {
        sink(Encoding.UTF8.GetBytes(lines.ToString()));
        lines.Clear();
    }

    /// <summary>One entry, without the line feed.</summary>
    public static string Line(ManifestEntry entry)
    {
        var line = new StringBuilder();
        AppendLine(line, entry);
        return line.ToString();
    }

    private static void AppendLine(StringBuilder line, ManifestEntry entry) =>
        line.Append(CultureInfo.InvariantCulture, $"{KindLetter(entry)} {entry.SizeBytes} {entry.Digest} {Escape(entry.Path)}");

    /// <exception cref="FormatException">Not the canonical bytes of a manifest of format 1.</exception>
    public static Manifest Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return ReadLines(new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes), bytes);
        }
        catch (Exception e) when (e is ArgumentException or OverflowException)
        {
            throw new FormatException($"The manifest cannot be: {e.Message}", e);
        }
    }

    private static Manifest ReadLines(string text, ReadOnlySpan<byte> bytes)
    {
        var lines = text.Split('\n');
        if (lines[0] != FirstLine)
            throw new FormatException($"A manifest begins with '{FirstLine}', not '{lines[0]}'");

        if (lines[^1].Length != 0)
            throw new FormatException("The manifest's last line is cut");

        var manifest = Manifest.Of(lines[1..^1].Select(ReadLine));
        if (manifest.Digest != Digest.Of(bytes))
            throw new FormatException("The manifest's bytes are not canonical");

        return manifest;
    }

    /// <exception cref="FormatException">Not an entry.</exception>
    public static ManifestEntry ReadLine(string line)
    {
        Span<Range> parts = stackalloc Range[4];
        var text = line.AsSpan();
        if (text.Split(parts, ' ') != 4 || !long.TryParse(text[parts[1]], NumberStyles.None, CultureInfo.InvariantCulture, out var size))
            throw new FormatException($"'{line}' is not a line of a manifest");

        var (kind, isExecutable) = text[parts[0]] switch
        {
            "f" => (EntryKind.File, false),
            "x" => (EntryKind.File, true),
            "l" => (EntryKind.Symlink, false),
            "d" => (EntryKind.EmptyDirectory, false),
            _ => throw new FormatException($"'{text[parts[0]]}' is not a kind of entry"),
        };
        var entry = new ManifestEntry(Unescape(line[parts[3]]), kind, isExecutable, size, Digest.Parse(text[parts[2]]));
        if (kind == EntryKind.EmptyDirectory && entry != ManifestEntry.EmptyDirectory(entry.Path))
            throw new FormatException($"'{line}' gives an empty directory a content");

        return entry;
    }

    private static char KindLetter(ManifestEntry entry) => entry.Kind switch
    {
        EntryKind.File => entry.IsExecutable ? 'x' : 'f',
        EntryKind.Symlink => 'l',
        EntryKind.EmptyDirectory => 'd',
        _ => throw new ArgumentOutOfRangeException(nameof(entry), entry.Kind, "unknown kind"),
    };

    private static string Escape(string path) =>
        path.AsSpan().IndexOfAny('\\', '\n', '\r') < 0
            ? path
            : path.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal);

    private static string Unescape(string text)
    {
        if (!text.Contains('\\', StringComparison.Ordinal))
            return text;

        var path = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\')
            {
                path.Append(text[i]);
                continue;
            }

            path.Append((++i < text.Length ? text[i] : ' ') switch
            {
                '\\' => '\\',
                'n' => '\n',
                'r' => '\r',
                _ => throw new FormatException($"'{text}' has an unknown escape"),
            });
        }

        return path.ToString();
    }
}
