using Reconciler.Adapters.Git;
using Reconciler.Cli.Terminals;
using Reconciler.Core.Resources;
using Reconciler.Engine.Repositories;

namespace Reconciler.Cli.Workplaces;

/// <summary><c>--state git:REMOTE#BRANCH</c>: a state that somebody else publishes, to be read.</summary>
/// <param name="Name">As it was typed, without secrets.</param>
/// <param name="Directory">Where it was laid out, absolute.</param>
internal sealed record PublishedPlace(string Name, string Directory)
{
    private const string Prefix = "git:";

    internal static bool IsOne(string? state) => state?.StartsWith(Prefix, StringComparison.Ordinal) == true;

    /// <exception cref="UsageException">It cannot be one.</exception>
    /// <exception cref="RepositoryException">It cannot be fetched, or holds no state.</exception>
    internal static async Task<PublishedPlace> FetchAsync(string state, string? config, Surroundings surroundings, CancellationToken cancellationToken)
    {
        var rest = state[Prefix.Length..];
        var hash = rest.LastIndexOf('#');
        var (remote, branch) = hash < 0 ? (rest, StateSettings.UsualBranch) : (rest[..hash], rest[(hash + 1)..]);
        var settings = SettingsFile.Read(config, surroundings);
        string? problem = null;
        if (remote.Length == 0 || branch.Length == 0 || !GitUrl.TryParse(GitLocation.IsRemote(remote) ? remote : Path.GetFullPath(remote, surroundings.WorkingDirectory), out var url, out problem))
            throw new UsageException($"--state is '{GitLocation.WithoutSecrets(state)}', which names no branch of a repository{(problem is null ? "" : $" ({problem})")}; write git:URL#BRANCH, such as git:https://git.example.com/estate.git#{StateSettings.UsualBranch}");

        var access = url == settings.State.Remote || url.Text == settings.Repository ? settings.StateAccess(surroundings) : SourceAccess.Of(url, settings, surroundings);
        var copy = ConfigurationSource.Mirrors(UsualState.Published(surroundings), settings, surroundings).CopyOf(url, branch, access);
        return new($"{Prefix}{url}#{branch}", await copy.FetchAsync(cancellationToken));
    }
}
