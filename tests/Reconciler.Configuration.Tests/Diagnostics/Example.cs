using System.Collections.Immutable;
using System.Text;
using Reconciler.Core.Diagnostics;

namespace Reconciler.Configuration.Tests.Diagnostics;

/// <summary>A small repository that is wrong in one way.</summary>
/// <param name="Factory">The method that words it: <c>UnknownField</c>.</param>
public sealed record Example(string Factory, string ConfigurationPath, ImmutableArray<ConfigurationFile> Files)
{
    private const int Readable = 20;

    /// <summary>One file at the root.</summary>
    public Example(string factory, string yaml)
        : this(factory, "", [Given.File("estate.yaml", yaml)])
    {
    }

    public ConfigurationResult Read() => ConfigurationReader.Read(Files, ConfigurationPath);

    /// <summary>Every diagnostic with its line and what it underlines, as a terminal shows it.</summary>
    public string Render()
    {
        var diagnostics = Read().Diagnostics;
        return diagnostics.Length <= Readable
            ? string.Concat(diagnostics.Select(Render))
            : $"{Render(diagnostics[0])}(and so on)\n{Render(diagnostics[^1])}";
    }

    private string Render(Diagnostic diagnostic) => $"{diagnostic}\n{Excerpt(diagnostic)}";

    private string Excerpt(Diagnostic diagnostic)
    {
        if (diagnostic.At.Column == 0)
            return "";

        var bytes = Files.Single(file => file.Path == diagnostic.At.File).Read();
        var line = Encoding.UTF8.GetString(bytes.Span).TrimStart('\ufeff').Split('\n')[diagnostic.At.Line - 1];
        var shown = line.Length > 100 ? line[..100] + "…" : line;
        return $"    {Visible(shown)}\n    {new string(' ', diagnostic.At.Column - 1)}{new string('^', Math.Min(100, diagnostic.Length))}\n";
    }

    private static string Visible(string line) => string.Concat(line.Select(c => char.IsControl(c) ? '␀' : c));
}
