using System.Collections.Immutable;
using Reconciler.Adapters.Git.Mirrors;
using Reconciler.Adapters.Published;
using Reconciler.Cli.Terminals;
using Reconciler.Cli.Workplaces;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;
using Reconciler.Engine.Repositories;
using Reconciler.Engine.TransferPackages;

namespace Reconciler.Cli.Publishing;

/// <summary>Brings the recorded state to the branch that the settings name.</summary>
internal sealed class StatePublisher
{
    private readonly Workplace workplace;
    private readonly PublishedBranch branch;
    private readonly TimeProvider time;

    private StatePublisher(Workplace workplace, PublishedBranch branch, TimeProvider time)
    {
        this.workplace = workplace;
        this.branch = branch;
        this.time = time;
    }

    internal string Name => $"{branch.Branch} of {branch.Url}";

    /// <returns>Null where nothing says that the state is published.</returns>
    /// <exception cref="UsageException">The branch cannot be one for that.</exception>
    internal static StatePublisher? Of(Workplace workplace, Surroundings surroundings)
    {
        var settings = workplace.Settings;
        if (settings.State.Branch is not { } name)
            return null;

        var url = settings.State.Remote ?? UrlOf(workplace.Repository);
        if (url.Text == workplace.Repository.Name && name == workplace.Values.Revision.Revision)
            throw new UsageException($"state.branch is '{name}', which is followed; name a branch that holds nothing else");

        var access = settings.State is { Remote: not null, Credentials: null } ? settings.WithoutCredentials : settings.StateAccess(surroundings);
        return new(workplace, ConfigurationSource.Mirrors(workplace.Directory, settings, surroundings).Published(url, name, access), surroundings.Time);
    }

    /// <summary>What is to be published; read while nobody writes.</summary>
    /// <returns>Null while nothing is recorded.</returns>
    /// <exception cref="StateUnreadableException">A record cannot be read.</exception>
    internal Snapshot? Read(CancellationToken cancellationToken) => workplace.State.Estate.Find() is { } estate
        ? new(estate, new PublishedFiles(workplace.Directory, workplace.Store).Of(estate, workplace.State.Packages.Load(new ServerTable(), cancellationToken)))
        : null;

    /// <returns>False: the branch holds that already.</returns>
    /// <exception cref="RepositoryException">It cannot be published.</exception>
    internal Task<bool> PublishAsync(Snapshot snapshot, CancellationToken cancellationToken) =>
        branch.PushAsync(snapshot.Files, snapshot.Estate.Id, time.GetUtcNow(), cancellationToken);

    private static GitUrl UrlOf(IConfigurationRepository repository) => GitUrl.TryParse(repository.Name, out var url, out var problem)
        ? url
        : throw new UsageException($"the state cannot be published to {repository.Name}: {problem}; name another repository with state.remote");

    internal sealed record Snapshot(Estate Estate, ImmutableSortedDictionary<string, ReadOnlyMemory<byte>> Files);
}
