using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Reconciler.Core.Resources;
using Reconciler.Engine.Repositories;

namespace Reconciler.Adapters.Git.Mirrors;

/// <summary>Other Git repositories, read from their mirrors.</summary>
/// <param name="access">How each is reached.</param>
/// <param name="configuration">Where it comes from a URL: what it fetched is not fetched again for packages of the same URL.</param>
public sealed class RemoteRepositories(GitMirrors mirrors, Func<GitUrl, RemoteAccess> access, MirroredRepository? configuration = null) : IRemoteRepositories, IDisposable
{
    private readonly ConcurrentDictionary<string, GitRepository> opened = new(StringComparer.Ordinal);
    private readonly ConditionalWeakTable<IRepositorySnapshot, ConcurrentDictionary<string, Lazy<Task>>> fetches = [];

    public async Task<IRepositorySnapshot> FetchAsync(GitUrl url, string? revision, IRepositorySnapshot run, CancellationToken cancellationToken)
    {
        // Neither a hundred packages of one repository nor a hundred of one that is mute wait for it more than once.
        var reference = RevisionName.IsOutsideOfBranchesAndTags(revision) ? revision : null;
        if (configuration?.HasFresh(url, reference) == true)
            return Open(url).At(revision);

        var fetch = fetches.GetOrCreateValue(run).GetOrAdd(
            $"{url} {reference}",
            _ => new(() => mirrors.Of(url, access(url)).FetchAsync(reference is null ? ImmutableArray<string>.Empty : [reference], cancellationToken)));
        await fetch.Value;
        return Open(url).At(revision);
    }

    public IRepositorySnapshot? Find(GitUrl url, string commit)
    {
        if (!mirrors.Of(url).IsFilled)
            return null;

        var repository = Open(url);
        return repository.Has(commit) ? repository.At(commit) : null;
    }

    public void Dispose()
    {
        foreach (var repository in opened.Values)
            repository.Dispose();
    }

    private GitRepository Open(GitUrl url) => opened.GetOrAdd(url.Text, _ => mirrors.Of(url).Open());
}
