using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Reconciler.Configuration.Model;

/// <summary>The fields that a mapping may have.</summary>
/// <param name="inside">How messages call the mapping: <c>the spec of a Package</c>.</param>
/// <param name="later">Names of fields that a later version will know.</param>
internal sealed class ObjectModel(string inside, ImmutableArray<Field> fields, params ImmutableArray<string> later)
{
    private readonly FrozenDictionary<string, Field> byName = fields.ToFrozenDictionary(field => field.Name, StringComparer.Ordinal);

    public string Inside => inside;

    public ImmutableArray<Field> Fields => fields;

    public ImmutableArray<string> Later => later;

    /// <summary>What must hold between the fields.</summary>
    public ImmutableArray<FieldRule> Rules { get; init; } = [];

    /// <summary>Every name that is a word of the language here, in this version or a later one.</summary>
    public IEnumerable<string> Names => fields.Select(known => known.Name).Concat(later);

    public Field? Find(string name) => byName.GetValueOrDefault(name);
}
