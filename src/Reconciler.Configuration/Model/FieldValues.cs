using Reconciler.Configuration.Yaml;
using Reconciler.Core.Diagnostics;
using Reconciler.Core.Resources;

namespace Reconciler.Configuration.Model;

/// <summary>What one mapping says, field by field.</summary>
/// <param name="span">Where the mapping begins.</param>
/// <param name="lastLine">Where it ends.</param>
internal sealed class FieldValues(SourceSpan span, int lastLine)
{
    private readonly Dictionary<Field, (ScalarNode Key, YamlNode Node, object? Value)> said = [];

    public SourceSpan Span => span;

    public int LastLine => lastLine;

    public void Add(Field field, ScalarNode key, YamlNode node, object? value) => said.Add(field, (key, node, value));

    /// <summary>Whether the field stands there, with a good value or a bad one.</summary>
    public bool Has(Field field) => said.ContainsKey(field);

    /// <returns>The fallback also where the value is bad.</returns>
    public T Get<T>(Field<T> field, T fallback)
        where T : notnull => said.TryGetValue(field, out var entry) && entry.Value is T value ? value : fallback;

    public T? Find<T>(Field<T> field)
        where T : class => said.TryGetValue(field, out var entry) ? (T?)entry.Value : null;

    public Setting<T>? Setting<T>(Field<T> field)
        where T : notnull => said.TryGetValue(field, out var entry) && entry.Value is T value ? new(value, entry.Node.At) : null;

    public SourceSpan KeySpan(Field field) => said[field].Key.Span;

    public SourceSpan ValueSpan(Field field) => said[field].Node.Span;

    /// <returns>Where the field says true; null when it says false or nothing.</returns>
    public SourcePosition? WhereTrue(Field<bool> field) => Get(field, fallback: false) ? said[field].Node.At : null;
}
