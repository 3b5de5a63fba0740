using System.Collections.Immutable;
using Reconciler.Configuration.Model;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Reconciler.Configuration.Formatting;

/// <summary>Reads a text as pieces, each with its comments, fields in the order of the language. The text is good YAML without anchors, tags and complex keys.</summary>
internal sealed class PieceReader(SourceText source)
{
    private static readonly Piece.Text Nothing = new([""], IsBlock: false);

    /// <summary>Of what was read last.</summary>
    private int lastEnd;

    public ImmutableArray<Document> ReadAll()
    {
        var documents = ImmutableArray.CreateBuilder<Document>();
        source.Take<StreamStart>();
        while (source.Is<DocumentStart>())
            documents.Add(ReadDocument());
        return documents.Count > 0
            ? documents.ToImmutable()
            : [new(HasMarker: false, [], null, [], HasBlankBelowHead: false, Nothing, [.. source.TakeBefore(source.NextStart())])];
    }

    private Document ReadDocument()
    {
        var start = source.Take<DocumentStart>();
        var hasMarker = !start.IsImplicit;
        ImmutableArray<Comment> above = hasMarker ? [.. source.TakeBefore(SourceText.StartOf(start))] : [];
        var beside = hasMarker ? source.TakeBeside(SourceText.StartOf(start) + 3) : null;
        var rootStart = source.NextStart();
        var isEmpty = source.Current is Scalar { Value: "" } empty && SourceText.EndOf(empty) == SourceText.StartOf(empty);
        ImmutableArray<Comment> head = isEmpty ? [] : [.. source.TakeBefore(rootStart)];
        var hasBlank = head.Length > 0 && source.HasBlankAbove(rootStart);
        var root = ReadPiece(DocumentFields.Document.Model, ownerColumn: -1);
        var besideRoot = IsOpen(root) ? null : source.TakeBeside(lastEnd);
        source.Take<DocumentEnd>();
        return new(hasMarker, above, beside ?? besideRoot, head, hasBlank, root, [.. source.TakeBefore(source.NextStart())]);
    }

    /// <param name="model">Of the fields, when it is a mapping or a list of mappings; null: not known.</param>
    /// <param name="ownerColumn">Of the key or dash before it: comments below it that are not further in than this belong to what follows.</param>
    private Piece ReadPiece(ObjectModel? model, int ownerColumn) => source.Current switch
    {
        MappingStart start => ReadMapping(start, model, ownerColumn),
        SequenceStart start => ReadSequence(start, model, ownerColumn),
        _ => ReadText(),
    };

    private Piece.Text ReadText()
    {
        var scalar = source.Take<Scalar>();
        var raw = source.Raw(scalar);
        if (scalar.Style is not (ScalarStyle.Literal or ScalarStyle.Folded))
        {
            lastEnd = SourceText.EndOf(scalar);
            return new([.. raw.Split('\n').Select(line => line.Trim())], IsBlock: false);
        }

        // Blank lines behind the content count only where the header says so.
        if (!source.KeepsLines(scalar))
            raw = raw.TrimEnd() + "\n";
        lastEnd = SourceText.StartOf(scalar) + raw.Length;
        return new(BlockLines(raw, scalar.Value), IsBlock: true);
    }

    /// <summary>The header, then the content without the indentation that is not part of it.</summary>
    private static ImmutableArray<string> BlockLines(string raw, string value)
    {
        var lines = raw.Split('\n')[..^1];
        var first = lines.Skip(1).FirstOrDefault(HasWords) ?? "";
        var indentation = Blanks(first) - Blanks(value.Split('\n').FirstOrDefault(HasWords) ?? "");
        return [Header(lines[0].TrimEnd()), .. lines.Skip(1).Select(line => line.Length >= indentation ? line[indentation..] : "")];
    }

    /// <summary>A number in it counts blanks, and we write two.</summary>
    private static string Header(string line)
    {
        var indicators = line.Split(' ')[0];
        return string.Concat(indicators.Select(c => char.IsAsciiDigit(c) ? '2' : c)) + line[indicators.Length..];
    }

    private static bool HasWords(string line) => line.Trim(' ').Length > 0;

    private static int Blanks(string line) => line.Length - line.TrimStart(' ').Length;

    private Piece.Mapping ReadMapping(MappingStart start, ObjectModel? model, int ownerColumn)
    {
        source.Take<MappingStart>();
        var isFlow = start.Style == MappingStyle.Flow;
        var kindModel = model == DocumentFields.Document.Model ? KindModel() : null;
        var entries = new List<Entry>();
        while (!source.Is<MappingEnd>())
            entries.Add(ReadEntry(model, kindModel));

        var below = ReadEnd(isFlow, ownerColumn, ownerColumn + 1);
        return new([.. InOrder(entries, model)], isFlow, below);
    }

    private Entry ReadEntry(ObjectModel? model, ObjectModel? kindModel)
    {
        var start = SourceText.StartOf(source.Current);
        var hasBlank = source.HasBlankAbove(start);
        var above = source.TakeBefore(start).ToArray();
        var key = source.Take<Scalar>();
        lastEnd = SourceText.EndOf(key);
        var inner = key.Value == DocumentFields.Spec.Name && kindModel is not null ? kindModel : (model?.Find(key.Value)?.Type.ItemOrSelf as ObjectType)?.Model;
        var (value, beside, between) = ReadValue(inner, source.ColumnOf(start), lastEnd);
        return new(source.Raw(key), key.Value, value, [.. above, .. between], beside, hasBlank);
    }

    private Entry ReadItem(ObjectModel? model, int column, bool isFlow)
    {
        var start = SourceText.StartOf(source.Current);
        var dash = isFlow ? start : source.BehindDash(start);
        var hasBlank = source.HasBlankAbove(dash);
        var above = source.TakeBefore(dash).ToArray();
        lastEnd = dash;
        var (value, beside, between) = ReadValue(model, column, dash);
        return new(null, null, value, [.. above, .. between], beside, hasBlank);
    }

    private Piece.Sequence ReadSequence(SequenceStart start, ObjectModel? model, int ownerColumn)
    {
        source.Take<SequenceStart>();
        var isFlow = start.Style == SequenceStyle.Flow;
        var column = isFlow ? ownerColumn : source.ColumnOf(SourceText.StartOf(start));
        var items = ImmutableArray.CreateBuilder<Entry>();
        while (!source.Is<SequenceEnd>())
            items.Add(ReadItem(model, column, isFlow));

        return new(items.ToImmutable(), isFlow, ReadEnd(isFlow, ownerColumn, column));
    }

    /// <param name="behind">Where the key or dash before the value ends.</param>
    /// <returns>Between: comments on lines of their own, between the key or dash and a value that has no place for them.</returns>
    private (Piece Value, Comment? Beside, Comment[] Between) ReadValue(ObjectModel? model, int ownerColumn, int behind)
    {
        var start = source.Current;
        var isEmpty = start is Scalar && SourceText.EndOf(start) == SourceText.StartOf(start);
        var isLater = isEmpty || !source.IsOnOneLine(behind, SourceText.StartOf(start));
        var beside = isLater ? source.TakeBeside(behind) : null;
        var isBlock = start is MappingStart { Style: MappingStyle.Block } or SequenceStart { Style: SequenceStyle.Block };
        var between = isEmpty || isBlock ? [] : source.TakeBefore(SourceText.StartOf(start)).ToArray();
        var value = ReadPiece(model, ownerColumn);
        return (value, beside ?? (isEmpty || IsOpen(value) ? null : source.TakeBeside(lastEnd)), between);
    }

    /// <summary>What stands behind it on its line belongs to the last thing in it.</summary>
    private static bool IsOpen(Piece value) => value is Piece.Mapping { IsFlow: false } or Piece.Sequence { IsFlow: false } or Piece.Text { IsBlock: true };

    /// <param name="column">Of a block's own entries. A list may stand as far out as its key, and so may the comments at its end.</param>
    private ImmutableArray<Comment> ReadEnd(bool isFlow, int ownerColumn, int column)
    {
        var end = SourceText.EndOf(source.Take<ParsingEvent>());
        if (isFlow)
        {
            // The parser says where the closing bracket stands.
            lastEnd = end + 1;
            return [.. source.TakeBefore(end)];
        }

        var next = source.FirstDash(lastEnd, source.NextStart());
        var isLast = column == ownerColumn && source.ColumnOf(next) < column;
        return [.. source.TakeBefore(next, isLast ? ownerColumn - 1 : ownerColumn)];
    }

    /// <summary>The fields of the spec of the document whose fields come next.</summary>
    private ObjectModel? KindModel()
    {
        var kind = source.ValueAhead(DocumentFields.Kind.Name);
        return kind is null ? null : ResourceModel.Find(kind)?.Spec.Model;
    }

    private static IEnumerable<Entry> InOrder(List<Entry> entries, ObjectModel? model) => model is null
        ? entries
        : entries.OrderBy(entry => model.Find(entry.Name!) is { } field ? model.Fields.IndexOf(field) : int.MaxValue);
}
