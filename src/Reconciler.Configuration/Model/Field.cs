using System.Collections.Immutable;
using System.Text.Json;
using Reconciler.Configuration.Yaml;

namespace Reconciler.Configuration.Model;

/// <summary>One row of the field table: what a field is called, holds and means. The reader works from it, and so do schema and <c>explain</c>.</summary>
internal abstract class Field(string name, string description)
{
    public string Name => name;

    /// <summary>One sentence.</summary>
    public string Description => description;

    public bool IsRequired { get; init; }

    /// <summary>As one would write it; null when there is none.</summary>
    public string? Default { get; init; }

    /// <summary>What holds without the field, where no value says it.</summary>
    public string? DefaultInWords { get; init; }

    /// <summary>As one would write them behind the colon.</summary>
    public ImmutableArray<string> Examples { get; init; } = [];

    /// <summary>The first version that knows the field.</summary>
    public string Since { get; init; } = ModelVersion.Text;

    public abstract FieldType Type { get; }

    /// <summary>Writes the field's schema, with what an editor shows about it.</summary>
    public void WriteSchema(Utf8JsonWriter json)
    {
        json.WriteStartObject(name);
        json.WriteString("description"u8, DefaultInWords is null ? description : $"{description} Without it: {DefaultInWords}.");
        Type.WriteSchema(json);
        if (Default is not null)
        {
            json.WritePropertyName("default"u8);
            JsonOfYaml.Write(json, Default);
        }

        if (!Examples.IsEmpty)
        {
            json.WriteStartArray("examples"u8);
            foreach (var example in Examples)
                JsonOfYaml.Write(json, example);
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    /// <returns>Null when there is no value; what is wrong has been reported.</returns>
    public abstract object? Read(YamlNode node, ProblemList problems);
}

/// <summary>A row whose values are of a known type.</summary>
internal sealed class Field<T>(string name, FieldType<T> type, string description) : Field(name, description)
    where T : notnull
{
    public override FieldType Type => type;

    public override object? Read(YamlNode node, ProblemList problems) =>
        type.TryRead(Name, node, problems, out var value) ? value : null;
}
