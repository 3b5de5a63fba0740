namespace Reconciler.Adapters.Servers.Sftp.Wire;

/// <summary>How a server is logged in to, as only the operator's settings say; the rest is the user's own configuration of ssh.</summary>
/// <param name="Credentials">As the settings call them; null where none are named.</param>
/// <param name="KeyFile">The private key; absolute. Null: as the user's ssh finds them.</param>
/// <param name="KnownHosts">The only host keys that are trusted; absolute. Null: those that the user knows.</param>
public sealed record SshAccess(string? Credentials, string? KeyFile, string? KnownHosts)
{
    public static SshAccess Usual { get; } = new(null, null, null);
}
