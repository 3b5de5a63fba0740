using System.Collections.Immutable;
using System.Text;
using Reconciler.Configuration.Binding;
using Reconciler.Configuration.Formatting;
using Reconciler.Configuration.Yaml;
using Reconciler.Core.Diagnostics;

namespace Reconciler.Configuration;

/// <summary>
/// Lays a file out in the canonical form, for <c>fmt</c>: fields in the order of the language, two blanks a level, lists further in than their
/// key, short flow collections on one line, at most one blank line between entries. Comments stay with what they stand above or beside.
/// </summary>
public static class ConfigurationFormat
{
    public static FormattedFile Format(ConfigurationFile file)
    {
        var bytes = file.Read();
        var written = YamlFile.Read(file.Path, bytes.Span);
        if (written.Problems.Diagnostics.Count > 0)
            return new(file.Path, null, [.. written.Problems.Diagnostics]);

        var text = YamlText.Decode(file.Path, bytes.Span, written.Problems)!.Replace("\r\n", "\n", StringComparison.Ordinal);
        return Format(file.Path, text, written.Documents) is { } formatted
            ? new(file.Path, formatted, []) { IsChanged = !bytes.Span.SequenceEqual(Encoding.UTF8.GetBytes(formatted)) }
            : new(file.Path, null, []);
    }

    /// <summary>Whether every document in it is meant to be one of ours.</summary>
    public static bool IsOurs(ConfigurationFile file) =>
        YamlFile.Read(file.Path, file.Read().Span) is var read && read.Documents.All(document => DocumentForms.Of(document) != DocumentForm.Foreign);

    /// <returns>Null when the layout would not say the same, or would lose a comment.</returns>
    private static string? Format(string path, string text, ImmutableArray<YamlNode> documents)
    {
        // Directives say how to read what follows; nobody needs them here.
        if (text.StartsWith('%') || text.Contains("\n%", StringComparison.Ordinal))
            return null;

        var source = new SourceText(text.EndsWith('\n') ? text : text + "\n");
        var comments = source.Comments.Order(StringComparer.Ordinal);
        var formatted = PieceWriter.Write(new PieceReader(source).ReadAll());
        var read = YamlFile.Read(path, Encoding.UTF8.GetBytes(formatted));
        var isSame = read.Problems.Diagnostics.Count == 0
            && SameMeaning.Holds(documents, read.Documents)
            && comments.SequenceEqual(new SourceText(formatted).Comments.Order(StringComparer.Ordinal));
        return isSame ? formatted : null;
    }
}

/// <param name="Text">Null when there is no canonical form of it.</param>
/// <param name="Problems">Why the file cannot be read; empty when it can, but the new layout would not say the same, or would lose a comment.</param>
public sealed record FormattedFile(string Path, string? Text, ImmutableArray<Diagnostic> Problems)
{
    /// <summary>Whether the file differs from its canonical form.</summary>
    public bool IsChanged { get; init; }
}
