using System.Collections.Immutable;
using System.Text.Json;
using Reconciler.Configuration.Forms;
using Reconciler.Configuration.Yaml;
using Reconciler.Core.Diagnostics;

namespace Reconciler.Configuration.Model;

/// <summary>A rule between the fields of one mapping. The reader checks it, and the schema says it.</summary>
internal abstract class FieldRule
{
    /// <summary>For people: a clause without a full stop.</summary>
    public abstract string Description { get; }

    public abstract void Check(FieldValues values, ProblemList problems);

    /// <summary>Writes the keywords that accept what <see cref="Check"/> accepts.</summary>
    /// <param name="json">Inside a schema's object of its own.</param>
    public abstract void WriteSchema(Utf8JsonWriter json);

    /// <summary>What follows holds where the field has one of the values.</summary>
    protected static void WriteIf(Utf8JsonWriter json, string name, Action writeValues)
    {
        json.WriteStartObject("if"u8);
        json.WriteRequired(name);
        json.WriteStartObject("properties"u8);
        json.WriteStartObject(name);
        json.WriteStartArray("enum"u8);
        writeValues();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    protected static void WriteThenItems(Utf8JsonWriter json, string list)
    {
        json.WriteStartObject("then"u8);
        json.WriteRequired(list);
        json.WriteStartObject("properties"u8);
        json.WriteStartObject(list);
        json.WriteNumber("minItems"u8, 1);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }
}

/// <summary>One of the fields must be there, and only one.</summary>
/// <param name="none">At the mapping.</param>
/// <param name="tooMany">At the second field.</param>
internal sealed class ExactlyOne(ImmutableArray<Field> fields, Func<SourceSpan, Diagnostic> none, Func<SourceSpan, Diagnostic> tooMany) : FieldRule
{
    public override string Description => $"exactly one of {string.Join(", ", fields.Select(one => $"'{one.Name}'"))}";

    public override void Check(FieldValues values, ProblemList problems)
    {
        var there = fields.Where(values.Has).ToArray();
        if (there.Length == 0)
            problems.Add(none(values.Span));
        else if (there.Length > 1)
            problems.Add(tooMany(values.KeySpan(there[1])));
    }

    public override void WriteSchema(Utf8JsonWriter json)
    {
        json.WriteStartArray("oneOf"u8);
        foreach (var field in fields)
        {
            json.WriteStartObject();
            json.WriteRequired(field.Name);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}

/// <summary>Where the field is, the other must be.</summary>
/// <param name="missing">At the field.</param>
internal sealed class Needs(Field field, Field other, Func<SourceSpan, Diagnostic> missing) : FieldRule
{
    public override string Description => $"'{@field.Name}' needs '{other.Name}'";

    public override void Check(FieldValues values, ProblemList problems)
    {
        if (values.Has(field) && !values.Has(other))
            problems.Add(missing(values.KeySpan(field)));
    }

    public override void WriteSchema(Utf8JsonWriter json)
    {
        json.WriteStartObject("dependentRequired"u8);
        json.WriteStartArray(field.Name);
        json.WriteStringValue(other.Name);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}

/// <summary>Where the field is, one of the others must be.</summary>
/// <param name="missing">At the field.</param>
internal sealed class NeedsOneOf(Field field, ImmutableArray<Field> others, Func<SourceSpan, Diagnostic> missing) : FieldRule
{
    public override string Description => $"'{@field.Name}' needs {string.Join(" or ", others.Select(one => $"'{one.Name}'"))}";

    public override void Check(FieldValues values, ProblemList problems)
    {
        if (values.Has(field) && !others.Any(values.Has))
            problems.Add(missing(values.KeySpan(field)));
    }

    public override void WriteSchema(Utf8JsonWriter json)
    {
        json.WriteStartObject("if"u8);
        json.WriteRequired(field.Name);
        json.WriteEndObject();
        json.WriteStartObject("then"u8);
        json.WriteStartArray("anyOf"u8);
        foreach (var other in others)
        {
            json.WriteStartObject();
            json.WriteRequired(other.Name);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}

/// <summary>Where the flag is true, the list must have items.</summary>
/// <param name="missing">At the flag, with its name.</param>
internal sealed class NeedsItems<T>(Field<bool> flag, Field<ImmutableArray<T>> list, Func<SourceSpan, string, Diagnostic> missing) : FieldRule
{
    public override string Description => $"'{flag.Name}: true' needs '{list.Name}'";

    public override void Check(FieldValues values, ProblemList problems)
    {
        if (values.Get(flag, fallback: false) && values.Get(list, []).IsEmpty)
            problems.Add(missing(values.KeySpan(flag), flag.Name));
    }

    public override void WriteSchema(Utf8JsonWriter json)
    {
        WriteIf(json, flag.Name, () =>
        {
            json.WriteBooleanValue(true);
            json.WriteStringValue("true"u8);
        });
        WriteThenItems(json, list.Name);
    }
}

/// <summary>Some choices need the list, with items; the others must not have it.</summary>
/// <param name="needing">Choices by the word for them.</param>
/// <param name="missing">At the list, else at the mapping, with the choice's word.</param>
/// <param name="unwanted">At the list, with the choice's word.</param>
internal sealed class ChoiceNeedsItems<TChoice, TItem>(
    Field<TChoice> choice,
    ImmutableArray<TChoice> needing,
    Field<ImmutableArray<TItem>> list,
    Func<SourceSpan, string, Diagnostic> missing,
    Func<SourceSpan, string, Diagnostic> unwanted) : FieldRule
    where TChoice : struct, Enum
{
    public override string Description => $"'{choice.Name}: {string.Join($"' and '{choice.Name}: ", needing)}' need '{list.Name}'; no other '{choice.Name}' takes it";

    public override void Check(FieldValues values, ProblemList problems)
    {
        // A choice that was refused has been reported; nobody knows what it needs.
        if (values.Setting(choice) is not { } chosen)
            return;

        if (!needing.Contains(chosen.Value))
        {
            if (values.Has(list))
                problems.Add(unwanted(values.KeySpan(list), $"{chosen.Value}"));
        }
        else if (values.Get(list, []).IsEmpty)
            problems.Add(missing(values.Has(list) ? values.KeySpan(list) : values.Span, $"{chosen.Value}"));
    }

    public override void WriteSchema(Utf8JsonWriter json)
    {
        WriteIf(json, choice.Name, () =>
        {
            foreach (var one in needing)
                json.WriteStringValue($"{one}");
        });
        WriteThenItems(json, list.Name);

        json.WriteStartObject("else"u8);
        json.WriteStartObject("properties"u8);
        json.WriteBoolean(list.Name, false);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
