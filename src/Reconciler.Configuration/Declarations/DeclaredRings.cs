using System.Collections.Immutable;

namespace Reconciler.Configuration.Declarations;

/// <summary>The versions that a package's items name, in their order. Null stands for one that is missing or was refused.</summary>
internal sealed record DeclaredRings(ImmutableArray<VersionWord?> Versions, ImmutableArray<VersionWord?> Rules);
