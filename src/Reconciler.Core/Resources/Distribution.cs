using System.Collections.Immutable;
using Reconciler.Core.Diagnostics;

namespace Reconciler.Core.Resources;

/// <summary>A rule that says which servers get which version of a package.</summary>
/// <param name="Version">One of the package's versions, by its name; null for a version without one.</param>
/// <param name="To">Groups and servers; empty: <see cref="ServerGroup.DefaultServers"/>.</param>
/// <param name="Except">Groups and servers that this rule is not for, after all; a later rule may be.</param>
/// <param name="Sites">Only servers of these sites; empty: of all.</param>
/// <param name="IncludeSubsites">The descendants of <paramref name="Sites"/> too.</param>
/// <param name="FallbackToDefaultServers">A listed site with no member in <paramref name="To"/> uses its own Default Servers, as SMS 1.2 did.</param>
/// <param name="At">Where its item in <c>rules</c> begins; in the short form that of the package's name.</param>
public sealed record Distribution(
    string? Version,
    ImmutableArray<Reference> To,
    ImmutableArray<Reference> Except,
    ImmutableArray<Reference> Sites,
    bool IncludeSubsites,
    bool FallbackToDefaultServers,
    SourcePosition At)
{
    /// <summary>The last line of its item in <c>rules</c>, so that a changed line can be told to be its own.</summary>
    public int LastLine { get; init; }

    /// <summary>Every name that the rule mentions.</summary>
    public IEnumerable<Reference> References => To.Concat(Except).Concat(Sites);
}
