using Microsoft.Extensions.Time.Testing;
using Reconciler.Adapters.Content;
using Reconciler.Adapters.Downloads;
using Reconciler.Adapters.Git.Mirrors;
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
    private readonly Downloader downloader = new(TimeProvider.System, _ => null);

    internal SourceFixture()
    {
        Store = new(state.Combine("content"));
        Remotes = new(new GitMirrors(state.Combine("git"), FetchProgram.Own(null), FetchLimits.Default, TimeProvider.System), _ => RemoteAccess.Usual);
        Sources = new(Store, Resolutions, path => IsAllowed(path), downloader, Remotes, Time);
    }

    /// <summary>Later than everything that a test writes.</summary>
    internal FakeTimeProvider Time { get; } = new(DateTimeOffset.UtcNow.AddHours(1));

    internal TemporaryDirectory Source { get; } = new();

    internal ContentStore Store { get; }

    internal string ContentPath => state.Combine("content");

    internal RememberedResolutions Resolutions { get; } = new();

    internal RemoteRepositories Remotes { get; }

    internal Sources Sources { get; }

    internal Func<string, bool> IsAllowed { get; set; } = _ => true;

    internal VersionSource OfDirectory(string? path = null, string? version = null) => Of(new PackageSource.OnSiteServer(path ?? Source.Path, at), version);

    internal static VersionSource OfPath(string path) => Of(new PackageSource.InRepository(path, at), version: null);

    internal static VersionSource OfGit(string url, string? revision = null, string path = "", bool follow = false)
    {
        Assert.True(GitUrl.TryParse(url, out var parsed, out var problem), problem);
        return Of(new PackageSource.InGit(parsed, revision, path, at) { Follow = follow }, version: null);
    }

    private static VersionSource Of(PackageSource source, string? version) => new(new("viewer"), version, source, ["**"], []);

    /// <summary>The manifest of <see cref="Source"/>, stored.</summary>
    internal Task<Manifest> StoreDirectoryAsync() => Sources.Store_NeedsLockAsync(OfDirectory(), NoSnapshot.Instance, CancellationToken.None);

    internal Task<SourceResolution> ResolveDirectoryAsync() => Sources.ResolveAsync(OfDirectory(), NoSnapshot.Instance, CancellationToken.None);

    internal async Task<Manifest> StoreCommitAsync(Reconciler.Adapters.Git.GitRepository repository, string path = "") =>
        await Sources.Store_NeedsLockAsync(OfPath(path), repository.At(null), CancellationToken.None);

    internal async Task<SourceException> FaultOfDirectoryAsync() => await Assert.ThrowsAsync<SourceException>(StoreDirectoryAsync);

    public void Dispose()
    {
        downloader.Dispose();
        Source.Dispose();
        Remotes.Dispose();
        state.Dispose();
    }

    internal sealed class RememberedResolutions : ISourceResolutions
    {
        private readonly Dictionary<string, RecordedSource> byKey = [];

        public RecordedSource? Find(string key) => byKey.GetValueOrDefault(key);

        public string? FindCommit(Digest digest) => byKey.Values.FirstOrDefault(recorded => recorded.Digest == digest)?.Commit;

        public void Add_NeedsLock(IStateLock held, IReadOnlyList<RecordedSource> resolutions) => throw new NotSupportedException("Use Add.");

        public void Add(SourceResolution resolution) =>
            byKey[resolution.Key] = resolution.ToRecord();
    }
}
