using Reconciler.Configuration.Yaml;
using Reconciler.Core.Diagnostics;

namespace Reconciler.Configuration.Model;

/// <summary>A kind of document.</summary>
/// <param name="Description">One sentence.</param>
internal sealed record KindModel(string Name, string Description, ObjectType Spec)
{
    /// <summary>Whether an empty spec, or none, lacks something.</summary>
    public bool NeedsSpec
    {
        get
        {
            var problems = new ProblemList();
            Spec.Read(new([], SourceSpan.File("")), problems);
            return problems.Diagnostics.Count > 0;
        }
    }
}
