using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Reconciler.Configuration.Forms;
using Reconciler.Configuration.Yaml;
using Reconciler.Core.Diagnostics;
using Reconciler.Core.Resources;

namespace Reconciler.Configuration.Model;

/// <summary>The name of another document. That it exists is checked when all documents are known.</summary>
/// <param name="description">With its article: <c>the name of a site</c>.</param>
internal sealed class ReferenceType(string description) : ScalarType<Reference>
{
    public override string Description => description;

    public override void WriteSchema(Utf8JsonWriter json) => NameForms.Reference.WriteKeywords(json, Description);

    protected override bool TryRead(string field, ScalarNode scalar, ProblemList problems, [MaybeNullWhen(false)] out Reference value)
    {
        value = new(scalar.Text, scalar.At);
        if (ResourceName.IsValid(scalar.Text))
            return true;

        problems.Add(ValueDiagnostics.BadName(scalar.Span, scalar.Text));
        return false;
    }
}
