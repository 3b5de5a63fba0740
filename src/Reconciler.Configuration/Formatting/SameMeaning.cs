using System.Collections.Immutable;
using Reconciler.Configuration.Yaml;

namespace Reconciler.Configuration.Formatting;

/// <summary>Whether two texts say the same: the same values, though fields may stand in another order.</summary>
internal static class SameMeaning
{
    public static bool Holds(ImmutableArray<YamlNode> left, ImmutableArray<YamlNode> right) =>
        left.Length == right.Length && left.Zip(right).All(pair => Holds(pair.First, pair.Second));

    private static bool Holds(YamlNode left, YamlNode right) => (left, right) switch
    {
        (ScalarNode one, ScalarNode other) => one.Text == other.Text && one.IsPlain == other.IsPlain,
        (SequenceNode one, SequenceNode other) => Holds(one.Items, other.Items),
        (MappingNode one, MappingNode other) => Holds(one, other),
        _ => false,
    };

    private static bool Holds(MappingNode left, MappingNode right)
    {
        if (left.Entries.Length != right.Entries.Length)
            return false;

        var values = right.Entries.ToDictionary(entry => entry.Key.Text, entry => entry.Value, StringComparer.Ordinal);
        return left.Entries.All(entry => values.TryGetValue(entry.Key.Text, out var value) && Holds(entry.Value, value));
    }
}
