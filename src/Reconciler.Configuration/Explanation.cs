using System.Collections.Immutable;

namespace Reconciler.Configuration;

/// <summary>What the configuration language knows of a kind or a field, as <c>explain</c> tells it.</summary>
/// <param name="Path">As it is written, from the kind on: <c>Package.spec.source.path</c>.</param>
/// <param name="Type">In a few words, with its article: <c>a duration such as 24h</c>.</param>
public sealed record Explanation(string Path, string Type, string Description)
{
    /// <summary>The last part of the path.</summary>
    public string Name => Path[(Path.LastIndexOf('.') + 1)..];

    public bool IsRequired { get; init; }

    /// <summary>As one would write it; null when there is none.</summary>
    public string? Default { get; init; }

    /// <summary>What holds without the field, where no value says it.</summary>
    public string? WithoutIt { get; init; }

    /// <summary>Empty when any text of the right form will do.</summary>
    public ImmutableArray<string> AllowedValues { get; init; } = [];

    /// <summary>As one would write them behind the colon.</summary>
    public ImmutableArray<string> Examples { get; init; } = [];

    /// <summary>The first version that knows it.</summary>
    public string Since { get; init; } = "";

    /// <summary>What must hold between the fields; clauses without a full stop.</summary>
    public ImmutableArray<string> Rules { get; init; } = [];

    /// <summary>One level down; of a list, the fields of its items.</summary>
    public ImmutableArray<Explanation> Fields { get; init; } = [];

    /// <summary>Names of fields that a later version will know.</summary>
    public ImmutableArray<string> Later { get; init; } = [];
}
