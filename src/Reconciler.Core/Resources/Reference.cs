using Reconciler.Core.Diagnostics;

namespace Reconciler.Core.Resources;

/// <summary>A name written in one document that means another: an item of <c>to</c>, <c>except</c>, <c>servers</c>, <c>groups</c>, <c>sites</c>.</summary>
public readonly record struct Reference(string Name, SourcePosition At);
