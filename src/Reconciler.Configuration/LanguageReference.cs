using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Reconciler.Configuration.Model;
using Reconciler.Core.Diagnostics;

namespace Reconciler.Configuration;

/// <summary>The configuration language, to look things up in. It is made from the table that the reader works from.</summary>
public static class LanguageReference
{
    /// <summary>Each with everything below it.</summary>
    public static ImmutableArray<Explanation> Kinds { get; } = [.. ResourceModel.Kinds.Select(Explain)];

    /// <param name="path">
    /// <c>package</c>, <c>Package.spec.source</c>, and shorter <c>Package.source</c> or <c>Package.name</c>. Case does not count; the end of
    /// a kind's name will do: <c>server</c>.
    /// </param>
    /// <param name="problem">Why there is none, with the nearest that there is.</param>
    public static bool TryFind(string path, [NotNullWhen(true)] out Explanation? explanation, [NotNullWhen(false)] out string? problem)
    {
        var names = path.Split('.');
        explanation = FindKind(names[0]);
        problem = explanation is null ? $"there is no kind '{names[0]}'{Hint(names[0], Kinds, ResourceModel.LaterKinds)}" : null;
        for (var i = 1; i < names.Length && explanation is not null; i++)
        {
            var inside = explanation;
            explanation = FieldOf(inside, names[i]);
            problem = explanation is null ? ProblemOf(inside, names[i]) : null;
        }

        return explanation is not null;
    }

    private static Explanation? FindKind(string name) =>
        Kinds.FirstOrDefault(kind => Is(kind, name)) ?? Kinds.FirstOrDefault(kind => name.Length > 1 && kind.Name.EndsWith(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>Of a kind, also what stands in its spec or its metadata.</summary>
    private static Explanation? FieldOf(Explanation inside, string name)
    {
        var places = IsKind(inside) ? inside.Fields.AddRange(Part(inside, DocumentFields.Spec).Fields).AddRange(Part(inside, DocumentFields.Metadata).Fields) : inside.Fields;
        return places.FirstOrDefault(field => Is(field, name));
    }

    private static string ProblemOf(Explanation inside, string name)
    {
        var described = IsKind(inside) ? Part(inside, DocumentFields.Spec) : inside;
        return described.Fields.IsEmpty
            ? $"'{described.Path}' is {described.Type} and has no fields"
            : $"there is no field '{name}' in {described.Path}{Hint(name, described.Fields, described.Later)}";
    }

    private static string Hint(string name, IEnumerable<Explanation> known, ImmutableArray<string> later)
    {
        if (later.FirstOrDefault(word => word.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } word)
            return $" yet: '{word}' belongs to a later version; this is {ModelVersion.Text}";

        var names = known.Select(one => one.Name).ToArray();
        return NearestName.Of(name, names) is { } nearest ? NearestName.Question(nearest) : $"; there are: {string.Join(", ", names)}";
    }

    private static Explanation Explain(KindModel kind) => new(kind.Name, "a kind of document", kind.Description)
    {
        Since = ModelVersion.Text,
        Fields = [.. DocumentFields.Document.Model.Fields.Select(field => ExplainHead(kind, field))],
    };

    /// <summary>What the table cannot know of the fields that all kinds have.</summary>
    private static Explanation ExplainHead(KindModel kind, Field field)
    {
        var explanation = Explain(kind.Name, field);
        if (field == DocumentFields.Spec)
            return WithFields(explanation with { IsRequired = kind.NeedsSpec }, kind.Spec.Model);
        if (field == DocumentFields.Kind)
            return explanation with { Type = $"the word {kind.Name}" };
        return field == DocumentFields.ApiVersion ? explanation with { Type = $"the word {DocumentFields.ApiVersionV1}", Examples = [] } : explanation;
    }

    private static Explanation Explain(string inside, Field field)
    {
        var explanation = new Explanation($"{inside}.{field.Name}", field.Type.Item is { } item ? $"{field.Type.Description}; each item: {item.Description}" : field.Type.Description, field.Description)
        {
            IsRequired = DocumentFields.IsRequired(field),
            Default = field.Default,
            WithoutIt = field.DefaultInWords,
            AllowedValues = field.Type.ItemOrSelf.AllowedValues,
            Examples = field.Examples,
            Since = field.Since,
        };
        return field.Type.ItemOrSelf is ObjectType known ? WithFields(explanation, known.Model) : explanation;
    }

    private static Explanation WithFields(Explanation explanation, ObjectModel model) => explanation with
    {
        Rules = [.. model.Rules.Select(rule => rule.Description)],
        Fields = [.. model.Fields.Select(field => Explain(explanation.Path, field))],
        Later = model.Later,
    };

    private static bool IsKind(Explanation explanation) => !explanation.Path.Contains('.', StringComparison.Ordinal);

    private static Explanation Part(Explanation kind, Field field) => kind.Fields.First(part => part.Name == field.Name);

    private static bool Is(Explanation explanation, string name) => explanation.Name.Equals(name, StringComparison.OrdinalIgnoreCase);
}
