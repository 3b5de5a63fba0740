using Reconciler.Adapters.Git.Mirrors;
using Reconciler.Adapters.Git.Signatures;

namespace Reconciler.Cli.Workplaces;

/// <summary>How the configuration repository is reached and trusted.</summary>
internal sealed record GitSettings
{
    internal static GitSettings Usual { get; } = new();

    /// <summary>Name of an entry of <c>credentials</c>; null: without a login, and over ssh as the user's own configuration says.</summary>
    internal string? Credentials { get; init; }

    /// <summary>PEM; absolute.</summary>
    internal string? AuthoritiesFile { get; init; }

    internal string? Proxy { get; init; }

    /// <summary>How long a fetch may take, of whatever repository.</summary>
    internal FetchLimits Limits { get; init; } = FetchLimits.Default;

    /// <summary>Rewritten history is followed.</summary>
    internal bool AllowRewind { get; init; }

    /// <summary>Which commits must be signed, by whom; null: none.</summary>
    internal SignaturePolicy? Verify { get; init; }
}
