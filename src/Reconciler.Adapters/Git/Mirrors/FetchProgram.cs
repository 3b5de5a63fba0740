using Reconciler.Adapters.Processes;

namespace Reconciler.Adapters.Git.Mirrors;

/// <summary>What fetches.</summary>
/// <param name="File">The program of which <see cref="FetchingProcess.Verb"/> is a verb; absolute.</param>
/// <param name="SshCommand">As <c>GIT_SSH_COMMAND</c>, a program with options; null: <c>ssh</c>. Keys and known hosts are those that it knows.</param>
public sealed record FetchProgram(string File, string? SshCommand)
{
    // It never asks, trusts no host that it does not know, and never waits for ever.
    private const string SshOptions = "-o BatchMode=yes -o StrictHostKeyChecking=yes -o ConnectTimeout=30 -o ServerAliveInterval=15 -o ServerAliveCountMax=4";

    public static FetchProgram Own(string? sshCommand) => new(OwnProgram.File, sshCommand);

    internal string UnattendedSsh(RemoteAccess access) => $"{access.SshCommand(string.IsNullOrWhiteSpace(SshCommand) ? "ssh" : SshCommand)} {SshOptions}";
}
