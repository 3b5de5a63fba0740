using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Reconciler.Configuration.Forms;
using Reconciler.Configuration.Yaml;
using Reconciler.Core.Diagnostics;

namespace Reconciler.Configuration.Model;

/// <summary>A mapping with known fields.</summary>
internal sealed class ObjectType(ObjectModel model) : FieldType<FieldValues>
{
    public ObjectModel Model => model;

    public override string Description => "a mapping";

    public override void WriteSchema(Utf8JsonWriter json)
    {
        json.WriteTypes("object");
        WriteFields(json);
    }

    /// <summary>Everything but the type: fields, which of them are required, and the rules between them.</summary>
    public void WriteFields(Utf8JsonWriter json)
    {
        json.WriteStartObject("properties"u8);
        foreach (var field in model.Fields)
            field.WriteSchema(json);
        json.WriteEndObject();
        json.WriteBoolean("additionalProperties"u8, false);
        json.WriteRequired(model.Fields.Where(field => field.IsRequired).Select(field => field.Name));
        if (model.Rules.IsEmpty)
            return;

        json.WriteStartArray("allOf"u8);
        foreach (var rule in model.Rules)
        {
            json.WriteStartObject();
            rule.WriteSchema(json);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public override bool TryRead(string field, YamlNode node, ProblemList problems, [MaybeNullWhen(false)] out FieldValues value)
    {
        value = null;
        if (node is not MappingNode mapping)
        {
            ReportShape(field, node, problems);
            return false;
        }

        value = Read(mapping, problems);
        return true;
    }

    /// <summary>Reads every field, known or not, so that all problems are found at once.</summary>
    public FieldValues Read(MappingNode mapping, ProblemList problems)
    {
        var values = new FieldValues(mapping.Span, mapping.LastLine);
        foreach (var (key, node) in mapping.Entries)
        {
            if (model.Find(key.Text) is { } field)
                values.Add(field, key, node, field.Read(node, problems));
            else
                problems.Add(ProblemOf(key));
        }

        foreach (var field in model.Fields)
        {
            if (field.IsRequired && !values.Has(field))
                problems.Add(FieldDiagnostics.FieldMissing(mapping.Span, field.Name, model.Inside));
        }

        foreach (var rule in model.Rules)
            rule.Check(values, problems);

        return values;
    }

    private Diagnostic ProblemOf(ScalarNode key) =>
        model.Later.Contains(key.Text)
            ? FieldDiagnostics.LaterVersion(key.Span, $"field '{key.Text}'", ModelVersion.Text)
            : FieldDiagnostics.UnknownField(key.Span, key.Text, NearestName.Of(key.Text, model.Names), model.Fields.Select(field => field.Name));
}
