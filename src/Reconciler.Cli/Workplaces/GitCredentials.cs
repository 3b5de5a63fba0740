using System.Collections.Immutable;
using Reconciler.Adapters.Git.Mirrors;
using Reconciler.Cli.Terminals;
using Reconciler.Engine.Reconciling;

namespace Reconciler.Cli.Workplaces;

/// <summary>One entry of <c>credentials</c>: where secrets are, never the secrets, and who may see them.</summary>
internal sealed record GitCredentials(string Name)
{
    /// <summary>URLs of packages' sources that it is shown to, as entries of <c>allow.sources</c>; their hosts are named, never patterns.</summary>
    internal ImmutableArray<string> For { get; init; } = [];

    /// <summary>For Git over http(s).</summary>
    internal LoginSetting? Git { get; init; }

    /// <summary>For downloads.</summary>
    internal LoginSetting? Url { get; init; }

    /// <summary>For ssh; absolute.</summary>
    internal string? KeyFile { get; init; }

    /// <summary>For ssh; absolute.</summary>
    internal string? KnownHosts { get; init; }

    /// <summary>For buckets.</summary>
    internal S3Keys? S3 { get; init; }

    internal RemoteAccess Access(GitSettings git, Surroundings surroundings) => new()
    {
        Credentials = Name,
        Login = Git is { } login ? () => new(login.User ?? GitLogin.UsualUser, login.Secret(Name, surroundings)) : null,
        KeyFile = KeyFile,
        KnownHosts = KnownHosts,
        AuthoritiesFile = git.AuthoritiesFile,
        Proxy = git.Proxy,
    };

    /// <summary>How exactly <see cref="For"/> names a URL: the length of the entry; 0 when it does not.</summary>
    internal int Fits(string url) =>
        For.Where(entry => new AllowList([], [entry]).AllowsSource(url)).Select(entry => entry.Length).DefaultIfEmpty(0).Max();
}
