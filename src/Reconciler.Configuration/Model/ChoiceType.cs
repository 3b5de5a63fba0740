using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Reconciler.Configuration.Forms;
using Reconciler.Configuration.Yaml;
using Reconciler.Core.Diagnostics;

namespace Reconciler.Configuration.Model;

/// <summary>One of a few words. Case counts.</summary>
internal sealed class ChoiceType<T>(params (string Word, T Value)[] choices) : ScalarType<T>
{
    public override string Description => $"one of {string.Join(", ", AllowedValues)}";

    public override ImmutableArray<string> AllowedValues => [.. choices.Select(choice => choice.Word)];

    public override void WriteSchema(Utf8JsonWriter json) => json.WriteEnum(AllowedValues);

    protected override bool TryRead(string field, ScalarNode scalar, ProblemList problems, [MaybeNullWhen(false)] out T value)
    {
        foreach (var choice in choices)
        {
            if (choice.Word == scalar.Text)
            {
                value = choice.Value;
                return true;
            }
        }

        problems.Add(FieldDiagnostics.UnknownValue(scalar.Span, field, scalar.Text, NearestName.Of(scalar.Text, AllowedValues), AllowedValues));
        value = default;
        return false;
    }
}
