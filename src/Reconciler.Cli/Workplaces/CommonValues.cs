using System.Collections.Immutable;
using Reconciler.Core.Planning;
using Reconciler.Engine.Reconciling;

namespace Reconciler.Cli.Workplaces;

/// <summary>What the options that most verbs share were given.</summary>
/// <param name="Repository">Path inside a repository, or a URL; null: around the working directory.</param>
/// <param name="State">The state directory; null: the usual one of the repository.</param>
/// <param name="Config">The settings file; null: the usual one.</param>
/// <param name="AllowRoots">Added to the settings' allowed roots for this run.</param>
internal sealed record CommonValues(
    string? Repository, RevisionQuery Revision, string? State, string? Config, ImmutableArray<string> AllowRoots, Scope Scope)
{
    /// <summary>In the place of <see cref="State"/>; null: the state is on this machine.</summary>
    internal PublishedPlace? Published { get; init; }

    /// <summary>Somebody looks at a terminal.</summary>
    internal bool ShowsProgress { get; init; }
}
