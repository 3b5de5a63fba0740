using System.Text;

namespace Reconciler.Configuration.Formatting;

/// <summary>Writes pieces in the canonical form: two blanks a level, lists further in than their key, flow collections on one line while they fit.</summary>
internal sealed class PieceWriter
{
    public const int Width = 120;

    private const int Step = 2;

    private readonly StringBuilder output = new();

    /// <summary>A blank line written now would be content.</summary>
    private bool endsWithKeptLines;

    public static string Write(IEnumerable<Document> documents)
    {
        var writer = new PieceWriter();
        foreach (var document in documents)
            writer.Write(document);
        return writer.output.ToString();
    }

    private void Write(Document document)
    {
        WriteComments(document.AboveMarker, 0);
        if (document.HasMarker)
            WriteLine("---" + Beside(document.BesideMarker));
        WriteComments(document.Head, 0);
        if (document.HasBlankBelowHead)
            WriteBlank();
        WriteRoot(document);
        WriteComments(document.Below, 0, HasBlankFirst(document.Below));
    }

    private void WriteRoot(Document document)
    {
        var beside = document.HasMarker ? null : document.BesideMarker;
        if (document.Root is Piece.Text { Lines: [""] })
            return;

        if (document.Root is Piece.Mapping { IsFlow: false } or Piece.Sequence { IsFlow: false } || FlowOf(document.Root, 0) is not { } line)
            WriteBlock(document.Root, 0);
        else
            WriteLine(line + Beside(beside));
    }

    private void WriteBlock(Piece piece, int indent)
    {
        switch (piece)
        {
            case Piece.Mapping mapping:
                WriteEntries(mapping.Entries, indent, isFirstInLine: false);
                WriteComments(mapping.Below, indent, HasBlankFirst(mapping.Below));
                break;
            case Piece.Sequence sequence:
                WriteEntries(sequence.Items, indent, isFirstInLine: false);
                WriteComments(sequence.Below, indent, HasBlankFirst(sequence.Below));
                break;
            default:
                WriteTextLines((Piece.Text)piece, indent);
                break;
        }
    }

    /// <param name="isFirstInLine">A dash stands before the first entry already.</param>
    private void WriteEntries(IReadOnlyList<Entry> entries, int indent, bool isFirstInLine)
    {
        for (var i = 0; i < entries.Count; i++)
        {
            if (i > 0 || !isFirstInLine)
            {
                WriteComments(entries[i].Above, indent, i > 0 && HasBlankFirst(entries[i].Above));
                if (entries[i].HasBlankAbove && (i > 0 || !entries[i].Above.IsEmpty))
                    WriteBlank();
                output.Append(' ', indent);
            }

            output.Append(entries[i].Key is { } key ? key + ":" : "-");
            WriteValue(entries[i], indent);
        }
    }

    private void WriteValue(Entry entry, int indent)
    {
        var beside = Beside(entry.Beside);
        switch (entry.Value)
        {
            case Piece.Text { Lines: [""] }:
                WriteLine(beside);
                break;
            case Piece.Text text:
                output.Append(' ').Append(text.Lines[0]);
                if (text.IsBlock)
                    output.Append(beside);
                WriteContinuation(text, indent + Step, text.IsBlock ? "" : beside);
                break;
            case var value when FlowOf(value, indent + (entry.Key?.Length ?? 0) + Step) is { } line:
                WriteLine(" " + line + beside);
                break;
            case Piece.Mapping { Entries: [{ Above.IsEmpty: true }, ..] } mapping when entry is { Key: null, Beside: null }:
                output.Append(' ');
                WriteEntries(mapping.Entries, indent + Step, isFirstInLine: true);
                WriteComments(mapping.Below, indent + Step, HasBlankFirst(mapping.Below));
                break;
            default:
                WriteLine(beside);
                WriteBlock(entry.Value, indent + Step);
                break;
        }
    }

    private void WriteTextLines(Piece.Text text, int indent)
    {
        output.Append(text.Lines[0]);
        WriteContinuation(text, indent + Step, "");
    }

    private void WriteContinuation(Piece.Text text, int indent, string behind)
    {
        foreach (var line in text.Lines.Skip(1))
        {
            output.Append('\n');
            if (line.Length > 0)
                output.Append(' ', indent).Append(line);
        }

        WriteLine(behind);
        endsWithKeptLines = text.IsBlock && text.Lines[0].Contains('+', StringComparison.Ordinal);
    }

    /// <returns>Null when it was no flow collection, has comments or lines in it, or does not fit behind <paramref name="column"/>.</returns>
    private static string? FlowOf(Piece piece, int column)
    {
        var line = Flow(piece);
        return line is not null && column + line.Length <= Width ? line : null;
    }

    private static string? Flow(Piece piece) => piece switch
    {
        Piece.Text { IsBlock: false, Lines: [var line] } => line,
        Piece.Mapping { IsFlow: true, Below.IsEmpty: true, Entries: var entries } => Joined("{ ", entries, " }", "{}"),
        Piece.Sequence { IsFlow: true, Below.IsEmpty: true, Items: var items } => Joined("[", items, "]", "[]"),
        _ => null,
    };

    private static string? Joined(string open, IReadOnlyList<Entry> entries, string close, string empty)
    {
        var parts = new List<string>(entries.Count);
        foreach (var entry in entries)
        {
            if (!entry.Above.IsEmpty || entry.Beside is not null || Flow(entry.Value) is not { } value)
                return null;

            parts.Add(entry.Key is null ? value : value.Length == 0 ? entry.Key + ":" : $"{entry.Key}: {value}");
        }

        return parts.Count == 0 ? empty : open + string.Join(", ", parts) + close;
    }

    private static string Beside(Comment? comment) => comment is null ? "" : new string(' ', Math.Max(1, comment.Gap)) + comment.Text;

    private static bool HasBlankFirst(IReadOnlyList<Comment> comments) => comments.Count > 0 && comments[0].HasBlankAbove;

    private void WriteComments(IReadOnlyList<Comment> comments, int indent, bool hasBlankFirst = false)
    {
        for (var i = 0; i < comments.Count; i++)
        {
            if (i == 0 ? hasBlankFirst : comments[i].HasBlankAbove)
                WriteBlank();
            output.Append(' ', indent);
            WriteLine(comments[i].Text);
        }
    }

    private void WriteLine(string text)
    {
        output.Append(text).Append('\n');
        endsWithKeptLines = false;
    }

    private void WriteBlank()
    {
        if (!endsWithKeptLines)
            output.Append('\n');
    }
}
