using System.Text;
using Reconciler.Configuration.Input;
using Reconciler.Core.Diagnostics;
using Reconciler.Engine.Reconciling;

namespace Reconciler.Cli.Reports;

/// <summary>Lines of the configuration's files, as the reader counts them; the files are read when the first line is asked for.</summary>
internal sealed class SourceLines(Reading reading)
{
    private readonly Dictionary<string, string[]> linesByFile = new(StringComparer.Ordinal);

    private readonly Lazy<Dictionary<string, ConfigurationFile>> files = new(() => reading.Snapshot.ReadConfiguration(reading.Path)
        .ToDictionary(file => file.Path, StringComparer.Ordinal));

    /// <summary>Without its line end; null when there is no such line.</summary>
    internal string? Find(SourcePosition at)
    {
        if (at.Line == 0 || !files.Value.TryGetValue(at.File, out var file))
            return null;

        if (!linesByFile.TryGetValue(at.File, out var lines))
            linesByFile.Add(at.File, lines = Encoding.UTF8.GetString(WithoutMark((file.Read() ?? default).Span)).Split('\n'));
        return at.Line <= lines.Length ? lines[at.Line - 1].TrimEnd('\r') : null;
    }

    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes;
}
