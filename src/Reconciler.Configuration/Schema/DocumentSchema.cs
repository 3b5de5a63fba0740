using System.Text.Json;
using Reconciler.Configuration.Forms;
using Reconciler.Configuration.Model;

namespace Reconciler.Configuration.Schema;

/// <summary>Writes the JSON Schema of one document. The fields of <c>spec</c> depend on the kind.</summary>
/// <remarks><see href="https://json-schema.org/draft/2020-12"/>.</remarks>
internal sealed class DocumentSchema(Utf8JsonWriter json)
{
    public void Write()
    {
        json.WriteStartObject();
        json.WriteString("$schema"u8, "https://json-schema.org/draft/2020-12/schema"u8);
        json.WriteString("title"u8, $"Reconciler {ModelVersion.Text}");
        json.WriteString("description"u8, "A document of the configuration repository: which packages belong on which distribution servers."u8);
        json.WriteTypes("object");
        WriteFields();
        WriteKinds();
        WriteDefinitions();
        json.WriteEndObject();
    }

    private void WriteFields()
    {
        json.WriteStartObject("properties"u8);
        foreach (var field in DocumentFields.Document.Model.Fields)
        {
            if (field == DocumentFields.ApiVersion)
                WriteWords(field, [DocumentFields.ApiVersionV1]);
            else if (field == DocumentFields.Kind)
                WriteWords(field, ResourceModel.KindNames);
            else
                field.WriteSchema(json);
        }

        json.WriteEndObject();
        json.WriteBoolean("additionalProperties"u8, false);

        json.WriteRequired(DocumentFields.Document.Model.Fields.Where(DocumentFields.IsRequired).Select(field => field.Name));
    }

    private void WriteWords(Field field, IEnumerable<string> words)
    {
        json.WriteStartObject(field.Name);
        json.WriteString("description"u8, field.Description);
        json.WriteEnum(words);
        json.WriteEndObject();
    }

    /// <summary>One condition a kind: which spec goes with it.</summary>
    private void WriteKinds()
    {
        json.WriteStartArray("allOf"u8);
        foreach (var kind in ResourceModel.Kinds)
        {
            json.WriteStartObject();
            WriteField("if"u8, DocumentFields.Kind, [DocumentFields.Kind.Name], () => json.WriteString("const"u8, kind.Name));
            WriteField("then"u8, DocumentFields.Spec, kind.NeedsSpec ? [DocumentFields.Spec.Name] : [], () => json.WriteString("$ref"u8, $"#/$defs/{kind.Name}"));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteField(ReadOnlySpan<byte> keyword, Field field, string[] required, Action writeSchema)
    {
        json.WriteStartObject(keyword);
        json.WriteRequired(required);
        json.WriteStartObject("properties"u8);
        json.WriteStartObject(field.Name);
        writeSchema();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WriteDefinitions()
    {
        json.WriteStartObject("$defs"u8);
        foreach (var kind in ResourceModel.Kinds)
        {
            json.WriteStartObject(kind.Name);
            json.WriteString("description"u8, kind.Description);

            json.WriteTypes(kind.NeedsSpec ? ["object"] : ["object", "null"]);
            kind.Spec.WriteFields(json);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
