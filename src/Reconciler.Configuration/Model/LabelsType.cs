using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Reconciler.Configuration.Forms;
using Reconciler.Configuration.Yaml;
using Reconciler.Core.Diagnostics;
using Reconciler.Core.Resources;

namespace Reconciler.Configuration.Model;

/// <summary>Labels: a mapping of words to texts. Empty values are allowed when they are quoted.</summary>
internal sealed class LabelsType : FieldType<Labels>
{
    public const string NameLabel = "name";

    public const string SiteLabel = "site";

    private LabelsType()
    {
    }

    /// <summary>On a server, site, group or package: the implicit labels cannot be set.</summary>
    public static LabelsType Declared { get; } = new();

    /// <summary>In a selector: the implicit labels can be asked for.</summary>
    public static LabelsType Wanted { get; } = new();

    public override string Description => "a mapping of labels to texts";

    public override void WriteSchema(Utf8JsonWriter json)
    {
        json.WriteTypes(this == Declared ? ["object", "null"] : ["object"]);
        json.WriteStartObject("propertyNames"u8);
        json.WritePattern(this == Declared ? NameForms.DeclaredLabelKey : NameForms.LabelKey, "the name of a label");
        json.WriteEndObject();
        json.WriteStartObject("additionalProperties"u8);
        TextTypes.LabelValue.WriteSchema(json);
        json.WriteEndObject();
    }

    public override bool TryRead(string field, YamlNode node, ProblemList problems, [MaybeNullWhen(false)] out Labels value)
    {
        value = Labels.None;
        if (node is ScalarNode { IsNothing: true } && this == Declared)
            return true;

        if (node is not MappingNode mapping)
        {
            ReportShape(field, node, problems);
            return false;
        }

        var pairs = new List<KeyValuePair<string, string>>();
        foreach (var (key, valueNode) in mapping.Entries)
        {
            if (ProblemOf(key) is { } problem)
                problems.Add(problem);
            else if (TextTypes.LabelValue.TryRead(key.Text, valueNode, problems, out var text))
                pairs.Add(new(key.Text, text));
        }

        value = Labels.Of(pairs);
        return true;
    }

    private Diagnostic? ProblemOf(ScalarNode key) =>
        this == Declared && key.Text is (NameLabel or SiteLabel)
            ? ValueDiagnostics.BuiltInLabel(key.Span, key.Text)
            : TextTypes.ProblemOfLabelKey(key);
}
