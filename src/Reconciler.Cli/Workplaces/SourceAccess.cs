using System.Net.Http.Headers;
using System.Text;
using Reconciler.Adapters.Git.Mirrors;
using Reconciler.Cli.Terminals;
using Reconciler.Core.Resources;
using Reconciler.Engine.Repositories;

namespace Reconciler.Cli.Workplaces;

/// <summary>
/// How packages' sources are reached. Git names their URLs only; which of the operator's credentials goes where the settings say alone, so that no
/// commit can send a login to a host of its choice.
/// </summary>
/// <param name="configuration">Where the configuration comes from a URL: sources of that very URL are reached as it is.</param>
internal sealed class SourceAccess(Settings settings, IConfigurationRepository configuration, Surroundings surroundings)
{
    internal RemoteAccess Of(GitUrl url)
    {
        if (configuration is MirroredRepository && configuration.Name == url.Text)
            return settings.Access(surroundings);

        return Of(url, settings, surroundings);
    }

    /// <summary>As the entries of <c>credentials</c> say that are <c>for</c> it.</summary>
    internal static RemoteAccess Of(GitUrl url, Settings settings, Surroundings surroundings) => Closest(settings, url.Text, credentials => url.Transport switch
    {
        GitTransport.Http => credentials.Git is not null,
        GitTransport.Ssh => credentials.KeyFile is not null,
        _ => false,
    })?.Access(settings.Git, surroundings) ?? settings.WithoutCredentials;

    /// <returns>Null where none is named for it.</returns>
    /// <exception cref="RepositoryException">The secret is not there.</exception>
    internal AuthenticationHeaderValue? LoginOf(Uri url) =>
        Closest(settings, url.AbsoluteUri, credentials => credentials.Url is not null) is { Url: { } login } credentials
            ? Header(login, login.Secret(credentials.Name, surroundings))
            : null;

    private static AuthenticationHeaderValue Header(LoginSetting login, string secret) => login.User is null
        ? new("Bearer", secret)
        : new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{login.User}:{secret}")));

    /// <summary>The one whose entry says most about the URL; of two alike the first by name.</summary>
    private static GitCredentials? Closest(Settings settings, string url, Func<GitCredentials, bool> hasWhatItTakes) => settings.Credentials.Values
        .Where(credentials => hasWhatItTakes(credentials) && credentials.Fits(url) > 0)
        .OrderByDescending(credentials => credentials.Fits(url))
        .ThenBy(credentials => credentials.Name, StringComparer.Ordinal)
        .FirstOrDefault();
}
