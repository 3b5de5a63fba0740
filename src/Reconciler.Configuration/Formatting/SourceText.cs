using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Reconciler.Configuration.Formatting;

/// <summary>A file's text, the events that it was parsed into, and the comments between them, which the parser leaves out.</summary>
internal sealed class SourceText
{
    private readonly string text;
    private readonly List<(int Start, string Text)> comments = [];
    private readonly List<(int Start, int End)> keptLines;
    private int nextEvent;
    private int nextComment;

    public SourceText(string text)
    {
        this.text = text;
        Events = Parse(text);
        FindComments();
        keptLines = [.. Events.OfType<Scalar>().Where(KeepsLines).Select(scalar => (StartOf(scalar), EndOf(scalar)))];
    }

    /// <summary>Whether blank lines at its end are content.</summary>
    public bool KeepsLines(Scalar scalar) =>
        scalar.Style is ScalarStyle.Literal or ScalarStyle.Folded && Raw(scalar) is var raw && raw.AsSpan(0, raw.IndexOf('\n')).Contains('+');

    public IReadOnlyList<ParsingEvent> Events { get; }

    public ParsingEvent Current => Events[nextEvent];

    public IEnumerable<string> Comments => comments.Select(comment => comment.Text);

    public static int StartOf(ParsingEvent parsed) => (int)parsed.Start.Index;

    public static int EndOf(ParsingEvent parsed) => (int)parsed.End.Index;

    public T Take<T>()
        where T : ParsingEvent => (T)Events[nextEvent++];

    public bool Is<T>()
        where T : ParsingEvent => Events[nextEvent] is T;

    /// <summary>Where the next thing is that stands in the text: not the end of a block, which does not.</summary>
    public int NextStart()
    {
        var next = Events.Skip(nextEvent).FirstOrDefault(parsed => parsed is Scalar or MappingStart or SequenceStart or DocumentStart { IsImplicit: false });
        return next is null ? text.Length : StartOf(next);
    }

    /// <summary>The value of a field of the mapping whose first field comes next; null when it has none, or not a single one.</summary>
    public string? ValueAhead(string field)
    {
        var depth = 0;
        for (var next = nextEvent; depth >= 0; next++)
        {
            if (depth == 0 && Events[next] is Scalar key)
            {
                if (key.Value == field)
                    return (Events[next + 1] as Scalar)?.Value;

                next++;
            }

            depth += Events[next] switch
            {
                MappingStart or SequenceStart => 1,
                MappingEnd or SequenceEnd => -1,
                _ => 0,
            };
        }

        return null;
    }

    public string Raw(ParsingEvent parsed) => text[StartOf(parsed)..EndOf(parsed)];

    public bool IsOnOneLine(int start, int end) => text.AsSpan(start, end - start).IndexOf('\n') < 0;

    /// <summary>Counted from 0.</summary>
    public int ColumnOf(int index) => index - LineStart(index);

    /// <remarks>Blank lines that are content (<c>|+</c>) are none.</remarks>
    public bool HasBlankAbove(int index)
    {
        var start = LineStart(index);
        return start > 0
            && LineStart(start - 1) is var above
            && text.AsSpan(above, start - 1 - above).Trim().IsEmpty
            && !keptLines.Exists(kept => kept.Start <= above && above < kept.End);
    }

    /// <summary>Behind the last dash before an item that begins at <paramref name="item"/>.</summary>
    public int BehindDash(int item)
    {
        for (var index = item - 1; index >= 0; index--)
        {
            if (IsDash(index))
                return index + 1;
        }

        return item;
    }

    /// <summary>The first dash from <paramref name="start"/> on, or <paramref name="end"/>: what stands behind it belongs to its item.</summary>
    public int FirstDash(int start, int end)
    {
        while (start < end && !IsDash(start))
            start++;
        return start;
    }

    /// <summary>The comments on lines of their own up to <paramref name="end"/>; where a column is given, only while they are further in than it.</summary>
    public IEnumerable<Comment> TakeBefore(int end, int furtherInThan = -1)
    {
        while (nextComment < comments.Count && comments[nextComment].Start < end && ColumnOf(comments[nextComment].Start) > furtherInThan)
            yield return Made(comments[nextComment++]);
    }

    /// <summary>The comment behind what ends at <paramref name="end"/>, on the same line; null when there is none.</summary>
    public Comment? TakeBeside(int end)
    {
        if (nextComment == comments.Count || comments[nextComment].Start < end)
            return null;

        // A comma or a colon may stand between, another value may not.
        if (text.AsSpan(end, comments[nextComment].Start - end).IndexOfAnyExcept(" \t,:") >= 0)
            return null;

        return Made(comments[nextComment++]);
    }

    private Comment Made((int Start, string Text) comment)
    {
        var before = text.AsSpan(0, comment.Start);
        return new(comment.Text, before.Length - before.TrimEnd(' ').Length, HasBlankAbove(comment.Start));
    }

    private bool IsDash(int index) =>
        text[index] == '-' && !comments.Exists(comment => comment.Start < index && index < comment.Start + comment.Text.Length);

    private int LineStart(int index) => text.LastIndexOf('\n', Math.Max(0, index - 1), Math.Max(0, index)) + 1;

    private static List<ParsingEvent> Parse(string text)
    {
        var events = new List<ParsingEvent>();
        var parser = new Parser(new Scanner(new StringReader(text)));
        while (parser.MoveNext())
            events.Add(parser.Current!);
        return events;
    }

    private void FindComments()
    {
        var position = 0;
        foreach (var scalar in Events.OfType<Scalar>().Where(scalar => EndOf(scalar) > StartOf(scalar)))
        {
            FindComments(position, StartOf(scalar));
            position = EndOf(scalar);
        }

        FindComments(position, text.Length);
    }

    /// <summary>Between scalars there are only indicators, blanks and comments.</summary>
    private void FindComments(int start, int end)
    {
        while (start < end && text.IndexOf('#', start, end - start) is >= 0 and var found)
        {
            var lineEnd = text.IndexOf('\n', found);
            lineEnd = lineEnd < 0 ? text.Length : lineEnd;
            comments.Add((found, text[found..lineEnd].TrimEnd()));
            start = lineEnd;
        }
    }
}
