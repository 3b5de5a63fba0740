using System.Buffers;
using System.Text;
using System.Text.Unicode;
using Reconciler.Core.Diagnostics;

namespace Reconciler.Configuration.Yaml;

/// <summary>A file's bytes as text that the YAML parser can be trusted with.</summary>
internal static class YamlText
{
    public const int MaxSizeMiB = 10;

    private static readonly SearchValues<char> Refused = SearchValues.Create(
        string.Concat(Enumerable.Range(0, 32).Append(127).Select(code => (char)code).Except(['\t', '\n', '\r'])));

    /// <returns>Null when there is a problem that makes the file unreadable.</returns>
    public static string? Decode(string path, ReadOnlySpan<byte> bytes, ProblemList problems)
    {
        if (bytes.Length > MaxSizeMiB << 20)
        {
            problems.Add(YamlDiagnostics.FileTooLarge(SourceSpan.File(path), MaxSizeMiB));
            return null;
        }

        if (bytes.StartsWith(Encoding.UTF8.Preamble))
            bytes = bytes[Encoding.UTF8.Preamble.Length..];

        if (!Utf8.IsValid(bytes))
        {
            problems.Add(YamlDiagnostics.NotUtf8(new(PositionAfter(path, Encoding.UTF8.GetString(bytes[..ValidLength(bytes)])))));
            return null;
        }

        var text = Encoding.UTF8.GetString(bytes);
        var refused = text.AsSpan().IndexOfAny(Refused);
        if (refused < 0)
            return text;

        problems.Add(YamlDiagnostics.ControlCharacter(new(PositionAfter(path, text.AsSpan(0, refused))), text[refused]));
        return null;
    }

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
