using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Reconciler.Configuration.Forms;
using Reconciler.Configuration.Yaml;
using Reconciler.Core.Diagnostics;

namespace Reconciler.Configuration.Model;

/// <summary>A text of some form.</summary>
/// <param name="problemOf">What is wrong with it, for the field of this name; null when nothing is.</param>
internal sealed class TextType(string description, TextForm form, Func<string, ScalarNode, Diagnostic?> problemOf) : ScalarType<string>
{
    public override string Description => description;

    public override void WriteSchema(Utf8JsonWriter json) => form.WriteKeywords(json, Description);

    protected override bool TryRead(string field, ScalarNode scalar, ProblemList problems, [MaybeNullWhen(false)] out string value)
    {
        value = scalar.Text;
        if (problemOf(field, scalar) is not { } problem)
            return true;

        problems.Add(problem);
        return false;
    }
}
