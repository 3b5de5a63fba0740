using Reconciler.Core.Diagnostics;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Reconciler.Configuration.Yaml;

/// <summary>Builds nodes from parser events. Anchors, aliases, merge keys and tags are refused; depth and number are bounded while reading, so that nothing deep or large is ever built.</summary>
/// <param name="linesBefore">What to add to the parser's lines.</param>
/// <param name="file">What all readers of one file share.</param>
internal sealed class YamlNodeReader(IParser parser, string path, int linesBefore, (ValueCount Count, TextPool Texts) file, ProblemList problems)
{
    public const int MaxDepth = 64;

    private readonly Stack<SourceSpan> open = new();
    private bool hasGivenUp;

    /// <summary>The innermost bracket or brace that is not closed yet; null when there is none.</summary>
    public SourceSpan? Opened => open.TryPeek(out var span) ? span : null;

    /// <returns>Null when the rest of the document cannot be read; the problem has been reported.</returns>
    public YamlNode? ReadDocument()
    {
        parser.Consume<DocumentStart>();
        var root = ReadNode(depth: 0);
        if (hasGivenUp)
            return null;

        parser.Consume<DocumentEnd>();
        return root;
    }

    public SourceSpan SpanOf(ParsingEvent parsed)
    {
        var (start, end) = (parsed.Start, parsed.End);
        var length = start.Line == end.Line && parsed is Scalar or AnchorAlias ? (int)(end.Column - start.Column) : 1;
        return new(new(path, linesBefore + (int)start.Line, (int)start.Column), Math.Max(1, length));
    }

    private YamlNode ReadNode(int depth)
    {
        var span = SpanOf(parser.Current!);
        if (depth > MaxDepth)
            return GiveUp(YamlDiagnostics.TooDeep(span, MaxDepth));

        if (!file.Count.Add())
            return GiveUp(YamlDiagnostics.TooManyValues(span, ValueCount.Limit));

        var isRefused = IsRefused(parser.Current as NodeEvent, span);
        YamlNode node = parser.Current switch
        {
            Scalar => ReadScalar(),
            SequenceStart => ReadSequence(span, depth),
            MappingStart => ReadMapping(span, depth),
            _ => ReadAlias(span),
        };
        return isRefused ? new RefusedNode(span) : node;
    }

    private RefusedNode GiveUp(Diagnostic problem)
    {
        problems.Add(problem);
        hasGivenUp = true;
        return new(problem.Span);
    }

    private bool IsRefused(NodeEvent? node, SourceSpan span)
    {
        if (node is null)
            return false;

        if (!node.Anchor.IsEmpty)
            problems.Add(YamlDiagnostics.Anchor(span));
        if (!node.Tag.IsEmpty)
            problems.Add(YamlDiagnostics.Tag(span, node.Tag.ToString()));
        return !node.Anchor.IsEmpty || !node.Tag.IsEmpty;
    }

    private RefusedNode ReadAlias(SourceSpan span)
    {
        parser.Consume<AnchorAlias>();
        problems.Add(YamlDiagnostics.Anchor(span));
        return new(span);
    }

    private ScalarNode ReadScalar()
    {
        var scalar = parser.Consume<Scalar>();
        return new(file.Texts.Of(scalar.Value), scalar.Style == ScalarStyle.Plain, SpanOf(scalar));
    }

    private SequenceNode ReadSequence(SourceSpan span, int depth)
    {
        var isFlow = parser.Consume<SequenceStart>().Style == SequenceStyle.Flow;
        if (isFlow)
            open.Push(span);
        var items = new List<YamlNode>();
        while (!hasGivenUp && !parser.TryConsume<SequenceEnd>(out _))
            items.Add(ReadNode(depth + 1));
        if (isFlow)
            open.Pop();
        return new([.. items], span);
    }

    private MappingNode ReadMapping(SourceSpan span, int depth)
    {
        var isFlow = parser.Consume<MappingStart>().Style == MappingStyle.Flow;
        if (isFlow)
            open.Push(span);
        var entries = new List<MappingEntry>();
        var first = new Dictionary<string, SourceSpan>(StringComparer.Ordinal);
        while (!hasGivenUp && !parser.TryConsume<MappingEnd>(out _))
        {
            var key = ReadNode(depth + 1);
            var value = hasGivenUp ? key : ReadNode(depth + 1);
            if (IsUsable(key, first))
                entries.Add(new((ScalarNode)key, value));
        }

        if (isFlow)
            open.Pop();
        return new([.. entries], span);
    }

    private bool IsUsable(YamlNode key, Dictionary<string, SourceSpan> firstSpans)
    {
        switch (key)
        {
            case ScalarNode { Text: "<<", IsPlain: true }:
                problems.Add(YamlDiagnostics.MergeKey(key.Span));
                return false;
            case ScalarNode scalar when firstSpans.TryGetValue(scalar.Text, out var first):
                problems.Add(YamlDiagnostics.DuplicateKey(key.Span, scalar.Text, first));
                return false;
            case ScalarNode scalar:
                firstSpans.Add(scalar.Text, scalar.Span);
                return true;
            case SequenceNode or MappingNode:
                problems.Add(YamlDiagnostics.KeyNotText(key.Span));
                return false;
            default:
                return false;
        }
    }
}
