using Reconciler.Core.Diagnostics;

namespace Reconciler.Configuration.Yaml;

/// <summary>Collects what is wrong, up to a limit, so that hostile files cannot fill the memory.</summary>
internal sealed class ProblemList(int limit = ProblemList.LimitOfAFile)
{
    public const int LimitOfAFile = 1000;

    public const int LimitOfACommit = 10_000;

    private readonly List<Diagnostic> diagnostics = [];

    public IReadOnlyList<Diagnostic> Diagnostics => diagnostics;

    public bool IsFull => diagnostics.Count > limit;

    public void Add(Diagnostic diagnostic)
    {
        if (diagnostics.Count < limit)
            diagnostics.Add(diagnostic);
        else if (diagnostics.Count == limit)
            diagnostics.Add(YamlDiagnostics.TooManyProblems(diagnostic.Span, limit));
    }

    public void AddRange(IEnumerable<Diagnostic> more)
    {
        foreach (var diagnostic in more)
            Add(diagnostic);
    }
}
