using System.Collections;

namespace Reconciler.Core.Resources;

/// <summary>Labels of a server or site. Equal when they hold the same pairs.</summary>
public sealed class Labels : IReadOnlyCollection<KeyValuePair<string, string>>, IEquatable<Labels>
{
    public static Labels None { get; } = new([]);

    /// <summary>By key, as bytes. Ten thousand servers have a handful of labels each: an array is a tenth of a tree.</summary>
    private readonly KeyValuePair<string, string>[] pairs;

    private Labels(KeyValuePair<string, string>[] pairs) => this.pairs = pairs;

    /// <exception cref="ArgumentException">A key stands twice with different values.</exception>
    public static Labels Of(IEnumerable<KeyValuePair<string, string>> pairs)
    {
        var sorted = pairs.Distinct().OrderBy(pair => pair.Key, StringComparer.Ordinal).ToArray();
        return sorted.DistinctBy(pair => pair.Key, StringComparer.Ordinal).Count() == sorted.Length
            ? new(sorted)
            : throw new ArgumentException("a key stands twice", nameof(pairs));
    }

    public int Count => pairs.Length;

    public string? this[string key]
    {
        get
        {
            foreach (var pair in pairs)
            {
                if (pair.Key == key)
                    return pair.Value;
            }

            return null;
        }
    }

    /// <summary>Both, where <paramref name="nearer"/> wins.</summary>
    public Labels OverriddenBy(Labels nearer) =>
        nearer.Count == 0 ? this : Count == 0 ? nearer : new(Merged(pairs, nearer.pairs));

    public Labels With(string key, string value) => OverriddenBy(new([new(key, value)]));

    public bool Equals(Labels? other) => other is not null && pairs.AsSpan().SequenceEqual(other.pairs);

    public override bool Equals(object? obj) => Equals(obj as Labels);

    public override int GetHashCode() => pairs.Aggregate(0, (hash, pair) => HashCode.Combine(hash, pair.Key, pair.Value));

    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => pairs.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static KeyValuePair<string, string>[] Merged(KeyValuePair<string, string>[] farther, KeyValuePair<string, string>[] nearer)
    {
        var merged = new List<KeyValuePair<string, string>>(farther.Length + nearer.Length);
        var next = 0;
        foreach (var pair in nearer)
        {
            while (next < farther.Length && string.CompareOrdinal(farther[next].Key, pair.Key) < 0)
                merged.Add(farther[next++]);
            if (next < farther.Length && farther[next].Key == pair.Key)
                next++;
            merged.Add(pair);
        }

        merged.AddRange(farther.AsSpan(next));
        return [.. merged];
    }
}
