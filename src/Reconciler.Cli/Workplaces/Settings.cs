using System.Collections.Immutable;
using Reconciler.Adapters.Git.Mirrors;
using Reconciler.Adapters.Servers.S3;
using Reconciler.Adapters.Servers.Sftp.Wire;
using Reconciler.Cli.Terminals;
using Reconciler.Core.Resources;
using Reconciler.Engine.Reconciling;

namespace Reconciler.Cli.Workplaces;

/// <summary>What the operator of this site server says, and Git cannot: what is allowed, and the ceiling of the guards.</summary>
/// <param name="File">Null when there is no settings file.</param>
/// <param name="MaxRemovals">Null: Git's own limits are enough.</param>
internal sealed record Settings(string? File, ImmutableArray<string> AllowedRoots, ImmutableArray<string> AllowedSources, RemovalLimits? MaxRemovals)
{
    /// <summary>The configuration repository; an absolute path or a URL. Null: as the command line says.</summary>
    internal string? Repository { get; init; }

    internal StateSettings State { get; init; } = StateSettings.Usual;

    internal string? Path { get; init; }

    internal string? Revision { get; init; }

    /// <summary>How often <c>run</c> looks at the repository; null: as the command line says.</summary>
    internal TimeSpan? Interval { get; init; }

    /// <summary>What <c>run</c> may read back from servers on average; 0: nothing. Null: the usual.</summary>
    internal long? VerifyBytesPerSecond { get; init; }

    internal WebSettings Web { get; init; } = WebSettings.Usual;

    /// <summary>Null: as the environment says.</summary>
    internal OtlpSettings? Otlp { get; init; }

    internal GitSettings Git { get; init; } = GitSettings.Usual;

    internal NotifySettings Notify { get; init; } = NotifySettings.Usual;

    /// <summary>By name.</summary>
    internal ImmutableDictionary<string, GitCredentials> Credentials { get; init; } = ImmutableDictionary<string, GitCredentials>.Empty;

    internal static Settings None { get; } = new(null, [], [], null);

    /// <summary>How the configuration repository is reached.</summary>
    internal RemoteAccess Access(Surroundings surroundings) => Git.Credentials is { } name
        ? Credentials[name].Access(Git, surroundings)
        : WithoutCredentials;

    /// <summary>How the repository is reached that the state is published to.</summary>
    internal RemoteAccess StateAccess(Surroundings surroundings) => State.Credentials is { } name ? Credentials[name].Access(Git, surroundings) : Access(surroundings);

    internal RemoteAccess WithoutCredentials => new() { AuthoritiesFile = Git.AuthoritiesFile, Proxy = Git.Proxy };

    /// <summary>Of servers on other hosts.</summary>
    internal ImmutableArray<string> AllowedAddresses { get; init; } = [];

    internal AllowList AllowList => new(AllowedRoots, AllowedSources)
    {
        Addresses = AllowedAddresses,
        Logins = [.. Credentials.Values.Where(entry => entry.KeyFile is not null).Select(entry => entry.Name)],
        Keys = [.. Credentials.Values.Where(entry => entry.S3 is not null).Select(entry => entry.Name)],
    };

    /// <summary>How a server is logged in to; null when there are no such credentials, or none for ssh.</summary>
    internal SshAccess? SshAccess(string credentials) =>
        Credentials.GetValueOrDefault(credentials) is { KeyFile: not null } entry ? new(credentials, entry.KeyFile, entry.KnownHosts) : null;

    /// <summary>Where a bucket is, and who asks there; null when there are no such credentials, or none for S3.</summary>
    /// <param name="credentials">Null: Amazon's S3, with the keys that the SDK finds.</param>
    internal S3Login? S3Login(string? credentials, Surroundings surroundings) =>
        (credentials is null ? new S3Keys() : Credentials.GetValueOrDefault(credentials)?.S3)?.Login(surroundings);
}
