using Reconciler.Core.Diagnostics;

namespace Reconciler.Configuration.Yaml;

/// <summary>Collects what is wrong with one file, up to a limit, so that a hostile file cannot fill the memory.</summary>
internal sealed class ProblemList
{
    public const int Limit = 1000;

    private readonly List<Diagnostic> diagnostics = [];

    public IReadOnlyList<Diagnostic> Diagnostics => diagnostics;

    public bool IsFull => diagnostics.Count > Limit;

    public void Add(Diagnostic diagnostic)
    {
        if (diagnostics.Count < Limit)
            diagnostics.Add(diagnostic);
        else if (diagnostics.Count == Limit)
            diagnostics.Add(YamlDiagnostics.TooManyProblems(new SourceSpan(diagnostic.At), Limit));
    }
}
