using Reconciler.Adapters.Content;
using Reconciler.Core.Content;
using Reconciler.Core.Diagnostics;
using Reconciler.Core.Resources;
using Reconciler.Engine.Contents;
using Reconciler.Engine.Repositories;
using Reconciler.Engine.TransferPackages;
using TemporaryDirectory = Reconciler.Testing.TemporaryDirectory;

namespace Reconciler.Adapters.Tests.Content;

/// <summary>A directory to read from, a content store, and recorded resolutions in memory.</summary>
internal sealed class SourceFixture : IDisposable
{
    private static readonly SourcePosition at = new("packages.yaml", 7, 11);

    private readonly TemporaryDirectory state = new();

    internal SourceFixture()
    {
        Store = new(state.Combine("content"));
        Sources = new(Store, Resolutions, path => IsAllowed(path));
    }

    internal TemporaryDirectory Source { get; } = new();

    internal ContentStore Store { get; }

    internal string ContentPath => state.Combine("content");

    internal RememberedResolutions Resolutions { get; } = new();

    internal Sources Sources { get; }

    internal Func<string, bool> IsAllowed { get; set; } = _ => true;

    internal VersionSource OfDirectory(string? path = null, string? version = null) => Of(new PackageSource.OnSiteServer(path ?? Source.Path, at), version);

    internal static VersionSource OfPath(string path) => Of(new PackageSource.InRepository(path, at), version: null);

    private static VersionSource Of(PackageSource source, string? version) => new(new("viewer"), version, source, ["**"], []);

    /// <summary>The manifest of <see cref="Source"/>, stored.</summary>
    internal Task<Manifest> StoreDirectoryAsync() => Sources.Store_NeedsLockAsync(OfDirectory(), NoSnapshot.Instance, CancellationToken.None);

    internal Task<SourceResolution> ResolveDirectoryAsync() => Sources.ResolveAsync(OfDirectory(), NoSnapshot.Instance, CancellationToken.None);

    internal async Task<Manifest> StoreCommitAsync(Reconciler.Adapters.Git.GitRepository repository, string path = "") =>
        await Sources.Store_NeedsLockAsync(OfPath(path), repository.At(null), CancellationToken.None);

    internal async Task<SourceException> FaultOfDirectoryAsync() => await Assert.ThrowsAsync<SourceException>(StoreDirectoryAsync);

    public void Dispose()
    {
        Source.Dispose();
        state.Dispose();
    }

    internal sealed class RememberedResolutions : ISourceResolutions
    {
        private readonly Dictionary<string, RecordedSource> byKey = [];

        public RecordedSource? Find(string key) => byKey.GetValueOrDefault(key);

        public void Add_NeedsLock(IStateLock held, IReadOnlyList<RecordedSource> resolutions) => throw new NotSupportedException("Use Add.");

        public void Add(SourceResolution resolution) =>
            byKey[resolution.Key] = new(resolution.Key, resolution.Digest, resolution.SizeBytes, resolution.Files, resolution.FileTime);
    }
}
