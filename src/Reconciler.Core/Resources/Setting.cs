using Reconciler.Core.Diagnostics;

namespace Reconciler.Core.Resources;

/// <summary>A value together with the line that says so.</summary>
/// <param name="At">Null when nobody said so and it is the default.</param>
public readonly record struct Setting<T>(T Value, SourcePosition? At);
