using YamlDotNet.RepresentationModel;

namespace Reconciler.Cli.Tests.EndToEnd.Pipelines;

/// <summary>A YAML file of a pipeline: mappings, lists and texts by their way from the root.</summary>
internal sealed class YamlTree(YamlNode node)
{
    internal static YamlTree Read(string file)
    {
        using var reader = File.OpenText(file);
        var stream = new YamlStream();
        stream.Load(reader);
        return new(stream.Documents.Single().RootNode);
    }

    /// <summary>Null where there is nothing.</summary>
    internal YamlTree? this[string key] => node is YamlMappingNode mapping && mapping.Children.TryGetValue(new YamlScalarNode(key), out var value) ? new(value) : null;

    internal string Text => ((YamlScalarNode)node).Value!;

    internal IEnumerable<YamlTree> Items => ((YamlSequenceNode)node).Select(item => new YamlTree(item));

    internal IEnumerable<string> Keys => ((YamlMappingNode)node).Children.Keys.Select(key => ((YamlScalarNode)key).Value!);

    /// <summary>A mapping of texts; empty where there is none.</summary>
    internal static Dictionary<string, string> Texts(YamlTree? mapping) => mapping?.Keys.ToDictionary(key => key, key => mapping[key]!.Text) ?? [];
}
