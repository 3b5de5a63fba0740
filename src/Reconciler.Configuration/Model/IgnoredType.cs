using System.Text.Json;
using Reconciler.Configuration.Forms;
using Reconciler.Configuration.Yaml;

namespace Reconciler.Configuration.Model;

/// <summary>A mapping that is for other programs: accepted as it is.</summary>
internal sealed class IgnoredType : FieldType<YamlNode>
{
    public static IgnoredType Instance { get; } = new();

    public override string Description => "a mapping";

    public override void WriteSchema(Utf8JsonWriter json) => json.WriteTypes("object", "null");

    public override bool TryRead(string field, YamlNode node, ProblemList problems, out YamlNode value)
    {
        value = node;
        if (node is MappingNode or ScalarNode { IsNothing: true })
            return true;

        ReportShape(field, node, problems);
        return false;
    }
}
