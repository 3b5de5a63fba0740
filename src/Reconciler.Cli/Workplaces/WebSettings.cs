using System.Collections.Immutable;
using System.Net;

namespace Reconciler.Cli.Workplaces;

/// <summary>How <c>run</c> answers over HTTP.</summary>
internal sealed record WebSettings
{
    internal static WebSettings Usual { get; } = new();

    /// <summary>Where it listens when nobody says where.</summary>
    internal static IPEndPoint UsualPlace { get; } = new(IPAddress.Loopback, 8470);

    /// <summary>Null: at <see cref="UsualPlace"/>, or nowhere where that is taken.</summary>
    internal IPEndPoint? Listen { get; init; }

    internal bool IsOff { get; init; }

    /// <summary>PEM; absolute. Null: http, not https.</summary>
    internal string? CertificateFile { get; init; }

    /// <summary>PEM; absolute.</summary>
    internal string? KeyFile { get; init; }

    internal ImmutableArray<HookSettings> Hooks { get; init; } = [];

    internal ImmutableArray<TokenSettings> Tokens { get; init; } = [];
}
