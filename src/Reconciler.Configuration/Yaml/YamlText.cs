using System.Buffers;
using System.Text;
using System.Text.Unicode;
using Reconciler.Configuration.Input;
using Reconciler.Core.Diagnostics;

namespace Reconciler.Configuration.Yaml;

/// <summary>A file's bytes as text that the YAML parser can be trusted with.</summary>
internal static class YamlText
{
    /// <summary>
    /// Control characters; the line ends that the parser sees and an editor does not, which could hide a line in a comment; and the marks that
    /// make a line read otherwise than it is written (<see href="https://trojansource.codes"/>). What is reviewed must be what is read.
    /// </summary>
    private static readonly SearchValues<char> Refused = SearchValues.Create(string.Concat(
        (char[])[.. Range('\0', '\u001f').Except(['\t', '\n', '\r']), .. Range('\u007f', '\u009f'), '\u2028', '\u2029', .. Range('\u202a', '\u202e'), .. Range('\u2066', '\u2069')]));

    /// <returns>Null when there is a problem that makes the file unreadable.</returns>
    public static string? Decode(ConfigurationFile file, ProblemList problems)
    {
        var path = file.Path;
        if (file.Read() is not { } content)
        {
            problems.Add(YamlDiagnostics.FileTooLarge(SourceSpan.File(path), ConfigurationFile.MaxSizeMiB));
            return null;
        }

        var bytes = content.Span;
        if (bytes.StartsWith(Encoding.UTF8.Preamble))
            bytes = bytes[Encoding.UTF8.Preamble.Length..];

        if (OtherEncoding(bytes) is { } encoding)
        {
            problems.Add(YamlDiagnostics.OtherEncoding(new(new(path, 1, 1)), encoding));
            return null;
        }

        if (!Utf8.IsValid(bytes))
        {
            problems.Add(YamlDiagnostics.NotUtf8(new(PositionAfter(path, Encoding.UTF8.GetString(bytes[..ValidLength(bytes)])))));
            return null;
        }

        var text = Encoding.UTF8.GetString(bytes);
        var refused = FirstRefused(text);
        if (refused < 0)
            return text;

        var at = new SourceSpan(PositionAfter(path, text.AsSpan(0, refused)));
        problems.Add(text[refused] == '\r' ? YamlDiagnostics.LoneCarriageReturn(at) : YamlDiagnostics.ControlCharacter(at, text[refused]));
        return null;
    }

    /// <remarks>By the first bytes, as in section 5.2 of YAML 1.2.2: configuration begins with an ASCII character, if not with a mark.</remarks>
    private static string? OtherEncoding(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xff, 0xfe, 0, 0, ..] or [0, 0, 0xfe, 0xff, ..] or [0, 0, 0, not 0, ..] or [not 0, 0, 0, 0, ..] => "UTF-32",
        [0xff, 0xfe, ..] or [0xfe, 0xff, ..] or [0, not 0, 0, not 0, ..] or [not 0, 0, not 0, 0, ..] => "UTF-16",
        _ => null,
    };

    private static int FirstRefused(string text)
    {
        var control = text.AsSpan().IndexOfAny(Refused);
        var searched = control < 0 ? text.Length : control;
        for (var cr = text.IndexOf('\r', 0, searched); cr >= 0; cr = text.IndexOf('\r', cr + 1, searched - cr - 1))
        {
            if (cr + 1 == text.Length || text[cr + 1] != '\n')
                return cr;
        }

        return control;
    }

    private static IEnumerable<char> Range(char first, char last) => Enumerable.Range(first, last - first + 1).Select(code => (char)code);

    private static int ValidLength(ReadOnlySpan<byte> bytes)
    {
        var valid = 0;
        while (valid < bytes.Length && Rune.DecodeFromUtf8(bytes[valid..], out _, out var length) == OperationStatus.Done)
            valid += length;
        return valid;
    }

    private static SourcePosition PositionAfter(string path, ReadOnlySpan<char> text) =>
        new(path, text.Count('\n') + 1, text.Length - text.LastIndexOf('\n'));
}
