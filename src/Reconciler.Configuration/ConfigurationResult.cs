using System.Collections.Immutable;
using Reconciler.Core.Diagnostics;
using Reconciler.Core.Resources;

namespace Reconciler.Configuration;

/// <param name="Resources">Null when one of the diagnostics is an error.</param>
/// <param name="Diagnostics">Sorted by place.</param>
public sealed record ConfigurationResult(ResourceSet? Resources, ImmutableArray<Diagnostic> Diagnostics);
