using System.Globalization;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.TransferPackages;

namespace Reconciler.Adapters.TransferPackages;

/// <summary>The lines of a file through all its compactions: <c>archive/&lt;name&gt;.&lt;number of its first line&gt;.jsonl</c>, then the file itself.</summary>
internal static class ArchivedLines
{
    public static string FileName(string name, long from) =>
        string.Create(CultureInfo.InvariantCulture, $"{StateDirectory.FileName(name)}.{from}.jsonl");

    /// <summary>Every record that <paramref name="read"/> makes of a line (null: none), oldest first, each once.</summary>
    /// <exception cref="StateUnreadableException">The lines stop making sense there.</exception>
    public static IEnumerable<TRecord> Read<TRecord>(string archive, string file, string kind, string name, Func<ReadOnlyMemory<byte>, (long Seq, TRecord Record)?> read)
        where TRecord : class
    {
        var last = 0L;
        foreach (var path in Archived(archive, name).Append(file).Where(File.Exists))
        {
            var lines = new Lines(path, File.ReadAllBytes(path), kind);
            while (lines.TryNext(out var line))
            {
                if (lines.Parse(line, read) is not { } next || next.Seq <= last)
                    continue;

                last = next.Seq;
                yield return next.Record;
            }
        }
    }

    private static IEnumerable<string> Archived(string archive, string name)
    {
        var stem = StateDirectory.FileName(name) + ".";
        return Directory.Exists(archive)
            ? Directory.EnumerateFiles(archive, stem + "*.jsonl")
                .Select(path => (Path: path, Number: Path.GetFileNameWithoutExtension(path)[stem.Length..]))
                .Where(file => long.TryParse(file.Number, NumberStyles.None, CultureInfo.InvariantCulture, out _))
                .OrderBy(file => long.Parse(file.Number, CultureInfo.InvariantCulture))
                .Select(file => file.Path)
            : [];
    }

    /// <summary>The whole lines of one file, each checked against the one before.</summary>
    private sealed class Lines(string path, ReadOnlyMemory<byte> bytes, string kind)
    {
        private LineChain chain;
        private long number;

        /// <summary>The header is checked, and not given out.</summary>
        public bool TryNext(out ReadOnlyMemory<byte> line)
        {
            if (number == 0 && Take(out line))
                chain = Checked(line, header => StateHeader.Read(kind, header.Span).Chain);
            if (!Take(out line))
                return false;

            var before = chain;
            chain = Checked(line, next => before.Check(next.Span));
            return true;
        }

        public T Parse<T>(ReadOnlyMemory<byte> line, Func<ReadOnlyMemory<byte>, T> read) => Checked(line, read);

        private bool Take(out ReadOnlyMemory<byte> line)
        {
            var end = bytes.Span.IndexOf((byte)'\n');
            line = end < 0 ? default : bytes[..end];
            bytes = bytes[(end + 1)..];
            number++;
            return end >= 0;
        }

        private T Checked<T>(ReadOnlyMemory<byte> line, Func<ReadOnlyMemory<byte>, T> check)
        {
            try
            {
                return check(line);
            }
            catch (FormatException exception)
            {
                throw new StateUnreadableException(path, number, exception.Message, exception);
            }
        }
    }
}
