using Reconciler.Engine.Contents;
using Reconciler.Engine.Repositories;

namespace Reconciler.Engine.Reconciling;

/// <summary>How the content of one version is found out.</summary>
internal delegate Task<SourceResolution> ContentResolver(VersionSource version, IRepositorySnapshot snapshot, CancellationToken cancellationToken);
