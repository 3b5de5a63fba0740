using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Reconciler.Configuration.Forms;
using Reconciler.Configuration.Yaml;
using Reconciler.Core.Diagnostics;

namespace Reconciler.Configuration.Model;

/// <param name="leastItems">0 or 1.</param>
internal sealed class ListType<T>(FieldType<T> item, int leastItems = 0) : FieldType<ImmutableArray<T>>
{
    public override FieldType Item => item;

    public override string Description => "a list";

    public override void WriteSchema(Utf8JsonWriter json)
    {
        json.WriteTypes("array");
        if (leastItems > 0)
            json.WriteNumber("minItems"u8, leastItems);
        json.WriteStartObject("items"u8);
        item.WriteSchema(json);
        json.WriteEndObject();
    }

    /// <remarks>Bad items are reported and left out; the list is there.</remarks>
    public override bool TryRead(string field, YamlNode node, ProblemList problems, [MaybeNullWhen(false)] out ImmutableArray<T> value)
    {
        value = [];
        if (node is not SequenceNode sequence)
        {
            ReportShape(field, node, problems);
            return false;
        }

        if (sequence.Items.Length < leastItems)
            problems.Add(FieldDiagnostics.EmptyList(sequence.Span, field));

        var items = ImmutableArray.CreateBuilder<T>(sequence.Items.Length);
        foreach (var itemNode in sequence.Items)
        {
            if (item.TryRead(field, itemNode, problems, out var itemValue))
                items.Add(itemValue);
        }

        value = items.ToImmutable();
        return true;
    }
}
