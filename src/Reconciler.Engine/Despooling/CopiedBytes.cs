using Reconciler.Core.Resources;

namespace Reconciler.Engine.Despooling;

/// <param name="Bytes">Since it was told last.</param>
public sealed record CopiedBytes(ServerName Server, PackageName Package, long Bytes);
