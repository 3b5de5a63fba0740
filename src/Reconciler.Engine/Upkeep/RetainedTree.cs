using Reconciler.Core.Content;
using Reconciler.Core.Resources;

namespace Reconciler.Engine.Upkeep;

/// <summary>A complete tree out of sight that a receipt lists.</summary>
public sealed record RetainedTree(PackageName Package, Digest Digest, string Version);
