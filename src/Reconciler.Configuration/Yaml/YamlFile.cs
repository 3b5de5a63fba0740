using System.Collections.Immutable;
using Reconciler.Configuration.Input;
using Reconciler.Core.Diagnostics;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Reconciler.Configuration.Yaml;

/// <summary>A file's documents, and what is wrong with it as YAML.</summary>
/// <param name="Documents">Those that could be read; a document without content is left out.</param>
/// <param name="Unread">The words of those that could not; null when all could.</param>
internal sealed record YamlFile(string Path, ImmutableArray<YamlNode> Documents, UnreadWords? Unread, ProblemList Problems)
{
    public const int MaxDocuments = 100_000;

    public FileCost Cost { get; private init; }

    public static YamlFile Read(ConfigurationFile file)
    {
        var path = file.Path;
        var problems = new ProblemList();
        var text = YamlText.Decode(file, problems);
        if (text is null)
            return new(path, [], null, problems);

        var reading = new Reading(path, text, problems);
        reading.ReadAll();
        return new(path, [.. reading.Documents], reading.Unread, problems) { Cost = new(text.Length, reading.ValueCount) };
    }

    /// <summary>Reads document after document; after one that is no YAML it goes on behind the next <c>---</c>.</summary>
    private sealed class Reading(string path, string text, ProblemList problems)
    {
        private readonly ValueCount values = new();
        private readonly TextPool texts = new();
        private int documentCount;

        public List<YamlNode> Documents { get; } = [];

        public UnreadWords? Unread { get; private set; }

        public int ValueCount => values.Count;

        public void ReadAll()
        {
            var (start, linesBefore) = (0, 0);
            while (start >= 0 && !problems.IsFull)
            {
                var next = ReadUntilBroken(start, linesBefore);
                if (next > 0)
                    linesBefore += text.AsSpan(start, next - start).Count('\n');
                start = next;
            }
        }

        /// <returns>Where to go on, or -1 at the end.</returns>
        private int ReadUntilBroken(int start, int linesBefore)
        {
            using var reader = new TextFrom(text, start);
            var parser = new Parser(new Scanner(reader));
            var nodes = new YamlNodeReader(parser, path, linesBefore, (values, texts), problems);
            var documentStart = start;
            try
            {
                parser.Consume<StreamStart>();
                while (parser.Accept<DocumentStart>(out var begin))
                {
                    documentStart = start + (int)begin.Start.Index;
                    if (++documentCount > MaxDocuments)
                    {
                        problems.Add(YamlDiagnostics.TooManyDocuments(nodes.SpanOf(begin), MaxDocuments));
                        return -1;
                    }

                    if (nodes.ReadDocument() is not { } document)
                        return values.IsExceeded ? -1 : SkipDocument(documentStart, start + (int)parser.Current!.Start.Index);

                    if (document is not ScalarNode { IsNothing: true })
                        Documents.Add(document);
                }

                return -1;
            }
            catch (Exception exception) when (exception is not OutOfMemoryException)
            {
                // The parser lets exceptions of its own insides through on some malformed flow collections.
                var at = exception is YamlException { Start.Line: > 0 } located ? located.Start : parser.Current?.Start ?? Mark.Empty;
                var index = Math.Min(start + (int)at.Index, text.Length);

                // The parser counts a line too many at the end of a text.
                var line = linesBefore + text.AsSpan(start, index - start).Count('\n') + 1;
                problems.Add(YamlProblem.Of(exception, path, text, (index, line), nodes.Opened));
                return SkipDocument(documentStart, index);
            }
        }

        /// <param name="brokenAt">Where the parser gave up: at the next document, perhaps, or even before this one.</param>
        private int SkipDocument(int documentStart, int brokenAt)
        {
            var next = NextDocument(Math.Clamp(brokenAt - 1, documentStart, text.Length));
            Unread ??= new();
            Unread.AddFrom(text.AsSpan()[documentStart..(next < 0 ? text.Length : next)]);
            return next;
        }

        private int NextDocument(int from)
        {
            for (var found = text.IndexOf("\n---", from, StringComparison.Ordinal); found >= 0; found = text.IndexOf("\n---", found + 4, StringComparison.Ordinal))
            {
                if (found + 4 == text.Length || char.IsWhiteSpace(text[found + 4]))
                    return found + 1;
            }

            return -1;
        }
    }
}
