using System.Text;
using Reconciler.Core.Diagnostics;
using Reconciler.Engine.Reconciling;

namespace Reconciler.Cli.Reports;

/// <summary>Lines of the configuration's files, for the caret; a file is read when its first line is asked for.</summary>
internal sealed class SourceLines(Reading reading)
{
    private readonly Lazy<Dictionary<string, string[]>> files = new(() => reading.Snapshot.ReadConfiguration(reading.Path)
        .ToDictionary(file => file.Path, file => Encoding.UTF8.GetString(file.Read().Span).Split('\n'), StringComparer.Ordinal));

    /// <summary>Without its line end, tabs as blanks; null when there is no such line.</summary>
    internal string? Find(SourcePosition at) =>
        at.Line > 0 && files.Value.TryGetValue(at.File, out var lines) && at.Line <= lines.Length
            ? lines[at.Line - 1].TrimEnd('\r').Replace('\t', ' ')
            : null;
}
