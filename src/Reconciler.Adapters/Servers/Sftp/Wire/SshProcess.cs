using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Reconciler.Adapters.Processes;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Adapters.Servers.Sftp.Wire;

/// <summary>
/// OpenSSH's client as a child, with SFTP on its standard input and output. It does what it does for people: logs in, by keys, agents and
/// certificates, through other hosts, and knows whose key a host should have. It is never asked a question by us, nor asks one.
/// </summary>
internal sealed class SshProcess : IDisposable
{
    /// <summary>The subsystem.</summary>
    public const string Sftp = "sftp";

    private const string Shell = "/bin/sh";

    // Ctrl-C reaches the whole group: what we have begun we end ourselves, and need the connection for that.
    private const string WithoutInterrupts = "trap '' INT; exec \"$@\"";
    private static readonly TimeSpan farewell = TimeSpan.FromSeconds(2);

    private readonly Process process;
    private readonly Thread listening;
    private string said = "";

    private SshProcess(Process process)
    {
        this.process = process;
        listening = new(() => said = ErrorTail.Read(process.StandardError)) { IsBackground = true, Name = "ssh" };
        listening.Start();
    }

    public Stream ToServer => process.StandardInput.BaseStream;

    public Stream FromServer => process.StandardOutput.BaseStream;

    /// <param name="command">For the host's shell; <see cref="Sftp"/>: none, but SFTP itself.</param>
    /// <exception cref="SftpLostException">There is no ssh here.</exception>
    public static SshProcess Start(SftpLocation location, SshAccess access, string command)
    {
        string[] ssh = ["ssh", .. Options(location, access), .. command == Sftp ? ["-s"] : Array.Empty<string>(), "--", location.Host.Trim('[', ']'), command];
        var start = OperatingSystem.IsWindows() ? new ProcessStartInfo(ssh[0], ssh[1..]) : new ProcessStartInfo(Shell, ["-c", WithoutInterrupts, "sh", .. ssh]);
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;

        // Its words are read by us.
        start.Environment["LC_ALL"] = "C";
        try
        {
            return new(Process.Start(start)!);
        }
        catch (Win32Exception e)
        {
            throw new SftpLostException(TroubleKind.Unreachable, $"ssh cannot be started here ({e.Message}); install openssh-client", e);
        }
    }

    /// <summary>What it said before it ended, when it has ended or does so in a moment.</summary>
    public string Said() => listening.Join(farewell) ? said : "";

    /// <summary>Lets it end by itself for a moment: its input has ended.</summary>
    public void Dispose()
    {
        if (!process.WaitForExit(farewell))
            Kill();

        process.Dispose();
    }

    /// <summary>With what it has started: a host in between is reached by another ssh.</summary>
    public void Kill()
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended.
        }
    }

    private static IEnumerable<string> Options(SftpLocation location, SshAccess access)
    {
        string[] settings =
        [
            "BatchMode=yes", "ConnectTimeout=20", "ServerAliveInterval=15", "ServerAliveCountMax=4", "LogLevel=ERROR", "ControlPath=none", "ControlMaster=no",
            "ClearAllForwardings=yes", "ForwardAgent=no", "ForwardX11=no", "PermitLocalCommand=no", "EscapeChar=none",
            .. access.KeyFile is { } key ? [$"IdentityFile={key}", "IdentitiesOnly=yes", "IdentityAgent=none"] : Array.Empty<string>(),
            .. access.KnownHosts is { } known ? [$"UserKnownHostsFile={known}", "GlobalKnownHostsFile=/dev/null", "StrictHostKeyChecking=yes"] : Array.Empty<string>(),
        ];
        foreach (var setting in settings)
        {
            yield return "-o";
            yield return setting;
        }

        if (location.User is { } user)
        {
            yield return "-l";
            yield return user;
        }

        if (location.Port is { } port)
        {
            yield return "-p";
            yield return port.ToString(CultureInfo.InvariantCulture);
        }
    }
}
