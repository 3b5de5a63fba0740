using Reconciler.Adapters.Git;
using Reconciler.Adapters.Published;
using Reconciler.Cli.Terminals;
using Reconciler.Core.Resources;
using Reconciler.Engine.Repositories;

namespace Reconciler.Cli.Workplaces;

/// <summary><c>--state git:REMOTE#BRANCH</c>, or the address of a <c>reconciler run</c>: a state that somebody else publishes, to be read.</summary>
/// <param name="Name">As it was typed, without secrets.</param>
/// <param name="Directory">Where it was laid out, absolute.</param>
internal sealed record PublishedPlace(string Name, string Directory)
{
    internal const string TokenVariable = "RECONCILER_TOKEN";

    private const string Prefix = "git:";

    private static readonly string[] schemes = ["http://", "https://"];

    internal static bool IsOne(string state) => state.StartsWith(Prefix, StringComparison.Ordinal) || IsDaemon(state);

    /// <exception cref="UsageException">It cannot be one.</exception>
    /// <exception cref="RepositoryException">It cannot be fetched, or holds no state.</exception>
    /// <exception cref="PublishedException">Likewise.</exception>
    internal static Task<PublishedPlace> FetchAsync(string state, string? config, Surroundings surroundings, CancellationToken cancellationToken) => IsDaemon(state)
        ? FetchFromDaemonAsync(state, surroundings, cancellationToken)
        : FetchFromBranchAsync(state, config, surroundings, cancellationToken);

    private static bool IsDaemon(string state) => schemes.Any(scheme => state.StartsWith(scheme, StringComparison.OrdinalIgnoreCase));

    private static async Task<PublishedPlace> FetchFromDaemonAsync(string state, Surroundings surroundings, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(state, UriKind.Absolute, out var address) || address.UserInfo.Length > 0 || address.Query.Length > 0 || address.Fragment.Length > 0)
            throw new UsageException($"--state is '{GitLocation.WithoutSecrets(state)}', which is no address of a reconciler run; write it as https://hq-1.example.com:8470, and the token into {TokenVariable}");
        if (address.Scheme == Uri.UriSchemeHttp && !address.IsLoopback)
            throw new UsageException($"--state is '{state}', and a token would go there for all to read; use https");

        var token = surroundings.Variable(TokenVariable) is { Length: > 0 } given ? given : null;
        return new(state, await new PublishedDaemon(address, token, UsualState.Published(surroundings), surroundings.Time).FetchAsync(cancellationToken));
    }

    private static async Task<PublishedPlace> FetchFromBranchAsync(string state, string? config, Surroundings surroundings, CancellationToken cancellationToken)
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
