using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Reconciler.Configuration.Forms;
using Reconciler.Configuration.Values;
using Reconciler.Configuration.Yaml;
using Reconciler.Core.Diagnostics;

namespace Reconciler.Configuration.Model;

/// <summary>A path in the configuration repository; the value counts from its root.</summary>
internal sealed class RepositoryPathType : ScalarType<string>
{
    public static RepositoryPathType Instance { get; } = new();

    public override string Description => "a path in the repository";

    public override void WriteSchema(Utf8JsonWriter json) => PathForms.Repository.WriteKeywords(json, Description);

    protected override bool TryRead(string field, ScalarNode scalar, ProblemList problems, [MaybeNullWhen(false)] out string value)
    {
        value = null;
        if (RepositoryPath.ProblemOf(scalar.Text) is { } problem)
            problems.Add(ValueDiagnostics.BadPath(scalar.Span, field, scalar.Text, problem));
        else if (!RepositoryPath.TryResolve(scalar.Text, scalar.At.File, out value))
            problems.Add(ValueDiagnostics.PathLeavesRepository(scalar.Span, scalar.Text));
        return value is not null;
    }
}
