using System.Collections.Concurrent;
using Reconciler.Adapters.Servers.Sftp.Wire;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Servers;

namespace Reconciler.Adapters.Servers.Sftp;

/// <summary>
/// Logs in, and lets a login rest that several servers have refused: whoever watches them would take more of it for an attack, and lock it out
/// everywhere.
/// </summary>
/// <param name="access">By the name of the credentials, as the settings say; null for a name that they do not have.</param>
internal sealed class SftpLogins(Func<string, SshAccess?> access, TimeProvider time)
{
    internal const int MostRefusals = 3;
    internal static readonly TimeSpan Rest = TimeSpan.FromHours(1);

    private readonly ConcurrentDictionary<string, ConcurrentDictionary<ServerName, DateTimeOffset>> refused = new(StringComparer.Ordinal);

    public async Task<SftpConnection> OpenAsync(ServerEndpoint endpoint, SftpLocation location, Action answered, CancellationToken cancellationToken)
    {
        var how = endpoint.Credentials is not { } name ? SshAccess.Usual
            : access(name) ?? throw new SftpLostException(TroubleKind.Credentials, $"the settings have no credentials '{name}' with 'ssh'");
        var login = $"{endpoint.Credentials} {location.User}";
        var refusals = refused.GetOrAdd(login, static _ => new());
        RefuseResting(endpoint, refusals);
        try
        {
            var connection = await SftpConnection.OpenAsync(location, how, answered, cancellationToken);
            refusals.TryRemove(endpoint.Name, out _);
            return connection;
        }
        catch (SftpLostException e) when (e.IsRefusedLogin)
        {
            refusals[endpoint.Name] = time.GetUtcNow();
            throw;
        }
    }

    private void RefuseResting(ServerEndpoint endpoint, ConcurrentDictionary<ServerName, DateTimeOffset> refusals)
    {
        var others = refusals.Where(refusal => time.GetUtcNow() - refusal.Value < Rest).Select(refusal => refusal.Key).Order().ToArray();
        if (others.Length >= MostRefusals)
            throw new SftpLostException(
                TroubleKind.Credentials,
                $"{string.Join(", ", others.Take(MostRefusals))} refused {(endpoint.Credentials is { } name ? $"the credentials '{name}'" : "this login")}, which rests for an hour, so that nobody locks it out; correct it, and sync again");
    }
}
