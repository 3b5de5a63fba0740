using System.Collections;
using System.Collections.Immutable;

namespace Reconciler.Core.Resources;

/// <summary>Labels of a server or site. Equal when they hold the same pairs.</summary>
public sealed class Labels : IReadOnlyCollection<KeyValuePair<string, string>>, IEquatable<Labels>
{
    public static Labels None { get; } = new(ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal));

    private readonly ImmutableSortedDictionary<string, string> pairs;

    private Labels(ImmutableSortedDictionary<string, string> pairs) => this.pairs = pairs;

    public static Labels Of(IEnumerable<KeyValuePair<string, string>> pairs) =>
        new(pairs.ToImmutableSortedDictionary(StringComparer.Ordinal));

    public int Count => pairs.Count;

    public string? this[string key] => pairs.GetValueOrDefault(key);

    /// <summary>Both, where <paramref name="nearer"/> wins.</summary>
    public Labels OverriddenBy(Labels nearer) => new(pairs.SetItems(nearer.pairs));

    public Labels With(string key, string value) => new(pairs.SetItem(key, value));

    public bool Equals(Labels? other) => other is not null && pairs.SequenceEqual(other.pairs);

    public override bool Equals(object? obj) => Equals(obj as Labels);

    public override int GetHashCode() => pairs.Aggregate(0, (hash, pair) => HashCode.Combine(hash, pair.Key, pair.Value));

    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() => pairs.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
