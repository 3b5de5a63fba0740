using Reconciler.Adapters.Processes;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Adapters.Servers.Sftp.Wire;

/// <summary>What ssh's words mean for a server.</summary>
internal static class SshTrouble
{
    private const int LongestPart = 200;

    public static SftpLostException Of(string said, SftpLocation location, SshAccess access, Exception? inner)
    {
        var host = location.Host;
        var port = location.Port is { } number ? $"-p {number} " : "";
        if (Says(said, "ssh: not found", "ssh: command not found"))
            return new(TroubleKind.Unreachable, "an sftp address needs ssh, which is not installed here; install openssh-client", inner);

        if (Says(said, "REMOTE HOST IDENTIFICATION HAS CHANGED", "REVOKED HOST KEY"))
            return new(TroubleKind.Credentials, $"the host key of {host} is not the one that is known here, so that somebody may be in between; ask its operator, and if the key was changed, correct it in {access.KnownHosts ?? "~/.ssh/known_hosts"}", inner);

        if (Says(said, "Host key verification failed", "host key is known"))
            return new(TroubleKind.Credentials, $"the host key of {host} is not known here; 'ssh-keyscan {port}{host}' shows it: compare it with what its operator says, then add it to {access.KnownHosts ?? "~/.ssh/known_hosts"}", inner);

        if (Says(said, "UNPROTECTED PRIVATE KEY FILE", "bad permissions"))
            return new(TroubleKind.Credentials, $"ssh does not use the key {access.KeyFile ?? "of this user"}, since others may read it; 'chmod 600' it", inner);

        if (IsRefusedLogin(said))
            return new(TroubleKind.Credentials, $"{host} refuses the login{(location.User is { } user ? $" of '{user}'" : "")}; {Remedy(access)}", inner) { IsRefusedLogin = true };

        if (Says(said, "subsystem request failed"))
            return new(TroubleKind.NotSupported, $"{host} lets us in and offers no SFTP; its sshd needs a line 'Subsystem sftp …'", inner);

        return new(TroubleKind.Unreachable, $"{host} cannot be reached{(Part(said) is { Length: > 0 } part ? $": {part}" : inner is null ? ": the connection ended" : $": {inner.Message}")}", inner);
    }

    private static bool IsRefusedLogin(string said) => Says(said, "Permission denied (", "Too many authentication failures", "Permission denied, please try again");

    private static string Remedy(SshAccess access) => access.KeyFile is { } key
        ? $"give the public half of {key} access there, or correct the credentials '{access.Credentials}' in the settings"
        : "name a login with 'credentials', or give this machine's ssh key access there";

    private static bool Says(string said, params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (said.Contains(word, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    /// <summary>The last line, which is the one that says why it ended.</summary>
    private static string Part(string said)
    {
        var lines = said.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var line = ErrorTail.OneLine(lines.LastOrDefault() ?? "");
        line = line.StartsWith("ssh: ", StringComparison.Ordinal) ? line[5..] : line;
        return line.Length > LongestPart ? line[..LongestPart] : line;
    }
}
