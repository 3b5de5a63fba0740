using System.Collections.Immutable;

namespace Reconciler.Core.Resources;

/// <summary>The rule that says which servers get a package.</summary>
/// <param name="To">Groups and servers; empty: <see cref="ServerGroup.DefaultServers"/>.</param>
/// <param name="Except">Groups and servers taken away at the end.</param>
/// <param name="Sites">Only servers of these sites; empty: of all.</param>
/// <param name="IncludeSubsites">The descendants of <paramref name="Sites"/> too.</param>
/// <param name="FallbackToDefaultServers">A listed site with no member in <paramref name="To"/> uses its own Default Servers, as SMS 1.2 did.</param>
public sealed record Distribution(
    ImmutableArray<Reference> To,
    ImmutableArray<Reference> Except,
    ImmutableArray<Reference> Sites,
    bool IncludeSubsites,
    bool FallbackToDefaultServers);
