using System.Collections.Immutable;

namespace Reconciler.Cli.Reports;

/// <param name="Title">In text; the first section has none.</param>
/// <param name="Field">In JSON: the object that holds the fields.</param>
internal sealed record ShownSection(string? Title, string Field, ImmutableArray<ShownField> Fields)
{
    /// <summary>One of several of its kind: in JSON, those with the same name are an array of objects.</summary>
    internal bool IsItem { get; init; }
}
