using System.Collections.Immutable;
using Reconciler.Core.Diagnostics;

namespace Reconciler.Core.Resources;

/// <summary>A named set of servers: the union of those listed, those of other groups, and those selected by label.</summary>
/// <param name="Selector">Null selects nobody.</param>
public sealed record ServerGroup(
    GroupName Name,
    ImmutableArray<Reference> Servers,
    ImmutableArray<Reference> Groups,
    LabelSelector? Selector,
    SourcePosition? SelectorAt,
    SourcePosition At)
{
    /// <summary>The built-in group of every server with <c>default: true</c>.</summary>
    public const string DefaultServers = "default-servers";

    /// <summary>The built-in group of every declared server.</summary>
    public const string AllServers = "all-servers";
}
