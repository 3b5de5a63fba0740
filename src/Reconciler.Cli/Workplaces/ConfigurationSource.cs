using Reconciler.Adapters.Git;
using Reconciler.Adapters.Git.Mirrors;
using Reconciler.Adapters.Git.Signatures;
using Reconciler.Adapters.TransferPackages;
using Reconciler.Cli.Terminals;
using Reconciler.Core.Resources;
using Reconciler.Engine.Repositories;

namespace Reconciler.Cli.Workplaces;

/// <summary>Where the configuration comes from, before the state is known in which a remote one is mirrored.</summary>
/// <param name="Local">A repository on this machine; null where <paramref name="Url"/> says where it is.</param>
internal sealed record ConfigurationSource(GitRepository? Local, GitUrl? Url)
{
    internal string Name => Url?.Text ?? Local!.Name;

    /// <summary>The last part of its path.</summary>
    internal string ShortName => Url?.ShortName ?? Path.GetFileName(Path.TrimEndingDirectorySeparator(Local!.Name));

    /// <param name="location">A path, or a URL.</param>
    /// <exception cref="UsageException">A URL that cannot be one, or that carries a secret.</exception>
    /// <exception cref="RepositoryException">There is no repository at the path.</exception>
    internal static ConfigurationSource Find(string location, Surroundings surroundings)
    {
        if (!GitLocation.IsRemote(location))
            return new(OpenClone(location, surroundings), null);

        if (GitUrl.TryParse(location, out var url, out var problem))
            return new(null, url);

        var shown = GitLocation.WithoutSecrets(location);
        throw new UsageException(shown == location
            ? $"'{location}' cannot be a repository: {problem}"
            : $"{shown} was given with a user, password or token, which others can read there; leave it out, and name the login in the settings (git.credentials)");
    }

    /// <exception cref="RepositoryException">There is no repository at the path, or it is a URL.</exception>
    internal static GitRepository OpenClone(string location, Surroundings surroundings) =>
        GitRepository.Open(GitLocation.IsRemote(location) ? location : Path.GetFullPath(location, surroundings.WorkingDirectory));

    /// <param name="revision">That will be asked for.</param>
    internal IConfigurationRepository Open(StateDirectory state, string? revision, Settings settings, Surroundings surroundings)
    {
        var signatures = settings.Git.Verify is { } policy ? new SignatureCheck(policy, () => new CommitRecords(state).LastBegun?.Commit, surroundings.Ending) : null;
        if (Url is not null)
            return new MirroredRepository(Mirrors(state, settings, surroundings).Of(Url, settings.Access(surroundings), PublishedIn(Url, settings.State)), revision, signatures);
        if (signatures is not null)
            Local!.Require(signatures);
        return Local!;
    }

    /// <summary>The branch that the state is published to: each push of ours would come back, and stay.</summary>
    private static string? PublishedIn(GitUrl url, StateSettings state) => state.Remote is null || state.Remote == url ? state.Branch : null;

    internal static GitMirrors Mirrors(StateDirectory state, Settings settings, Surroundings surroundings) => Mirrors(state.Git, settings, surroundings);

    /// <param name="directory">That the mirrors lie in; absolute.</param>
    internal static GitMirrors Mirrors(string directory, Settings settings, Surroundings surroundings) =>
        new(directory, FetchProgram.Own(surroundings.Variable("GIT_SSH_COMMAND")), settings.Git.Limits, surroundings.Time);
}
