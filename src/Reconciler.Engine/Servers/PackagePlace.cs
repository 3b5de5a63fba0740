using Reconciler.Core.Resources;

namespace Reconciler.Engine.Servers;

/// <param name="PublishAs">Safe path below the server's root, with forward slashes.</param>
public sealed record PackagePlace(PackageName Package, string PublishAs);
