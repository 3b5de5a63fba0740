using System.Collections.Immutable;

namespace Reconciler.Cli.Web.Api;

/// <summary>What may stand behind the question mark of an address, or in a header. No other parameter is taken, so that a misspelt filter does not go unseen.</summary>
internal sealed record ApiParameter(string Name, string Description)
{
    internal const int DefaultLimit = 100;

    internal const int LargestLimit = 1000;

    internal static ApiParameter Limit { get; } = new("limit", "How many at most") { Most = LargestLimit };

    internal static ApiParameter Cursor { get; } = new("cursor", "Where to go on: from `next` of the answer before");

    internal static ApiParameter Package { get; } = OfNames("package", "Only these packages");

    internal static ApiParameter Server { get; } = OfNames("server", "Only these servers");

    internal static ApiParameter Group { get; } = OfNames("group", "Only servers of these groups");

    internal static ApiParameter Site { get; } = OfNames("site", "Only servers of these sites");

    internal static ImmutableArray<ApiParameter> Scope { get; } = [Package, Server, Group, Site];

    internal static ImmutableArray<ApiParameter> Pages { get; } = [Limit, Cursor];

    /// <summary>None but these; empty: any text.</summary>
    internal ImmutableArray<string> Words { get; init; } = [];

    /// <summary>A whole number from 1 to so many; null: no number.</summary>
    internal int? Most { get; init; }

    internal bool IsRepeatable { get; init; }

    internal bool IsHeader { get; init; }

    private static ApiParameter OfNames(string name, string description) => new(name, $"{description}; `*` and `?` match") { IsRepeatable = true };
}
