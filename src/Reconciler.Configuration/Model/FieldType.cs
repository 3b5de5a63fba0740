using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Reconciler.Configuration.Yaml;
using Reconciler.Core.Diagnostics;

namespace Reconciler.Configuration.Model;

/// <summary>What a field may hold: how it is described, and how it is read.</summary>
internal abstract class FieldType
{
    /// <summary>In a few words, with its article: <c>a duration</c>.</summary>
    public abstract string Description { get; }

    /// <summary>Empty when any text of the right form will do.</summary>
    public virtual ImmutableArray<string> AllowedValues => [];

    /// <summary>Of a list; null when it is none.</summary>
    public virtual FieldType? Item => null;

    /// <summary>Of the value, or of each item of a list.</summary>
    public FieldType ItemOrSelf => Item ?? this;

    /// <summary>Writes the keywords of JSON Schema that accept what is read here, as an editor sees it: unquoted numbers and booleans are no texts.</summary>
    /// <param name="json">Inside the schema's object.</param>
    public abstract void WriteSchema(Utf8JsonWriter json);
}

internal abstract class FieldType<T> : FieldType
{
    /// <param name="field">The field's name, for messages.</param>
    /// <returns>False when there is no value; what is wrong has been reported.</returns>
    public abstract bool TryRead(string field, YamlNode node, ProblemList problems, [MaybeNullWhen(false)] out T value);

    /// <summary>Says that <paramref name="node"/> is something else, unless that has been said.</summary>
    protected void ReportShape(string field, YamlNode node, ProblemList problems)
    {
        if (node is ScalarNode { IsNothing: true })
            problems.Add(FieldDiagnostics.NoValue(node.Span, field));
        else if (node is not RefusedNode)
            problems.Add(FieldDiagnostics.WrongShape(node.Span, field, Description, node.Shape));
    }
}
