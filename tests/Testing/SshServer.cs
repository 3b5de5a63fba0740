using System.Diagnostics;

namespace Reconciler.Testing;

/// <summary>The real sshd as a plain process on loopback, with keys of its own; and what a client of it needs. Nothing of the machine's or the user's ssh is read.</summary>
public sealed class SshServer : IDisposable
{
    private const string Install = "apt-get install openssh-server openssh-client";

    private readonly TemporaryDirectory home = new();
    private readonly Process process;

    /// <param name="sftp">The program that answers for SFTP, <c>internal-sftp</c> or <c>/usr/lib/openssh/sftp-server</c>, with its options; null: none.</param>
    /// <param name="more">Further lines of its configuration.</param>
    public SshServer(string? sftp = null, string more = "")
    {
        RealPart.Require("ssh", Install);
        RealPart.Require("sshd", Install, "/usr/sbin");
        Port = GitHttpServer.FreePort();
        MakeKey("host");
        MakeKey("client");
        MakeKey("stranger");
        System.IO.File.Copy(home.Combine("client.pub"), home.Combine("authorized_keys"));
        WriteKnownHosts(System.IO.File.ReadAllText(home.Combine("host.pub")));
        if (Environment.IsPrivilegedProcess)
            Directory.CreateDirectory("/run/sshd");
        var config = home.Write("sshd_config", $"""
            Port {Port}
            ListenAddress 127.0.0.1
            HostKey {home.Combine("host")}
            AuthorizedKeysFile {home.Combine("authorized_keys")}
            PidFile none
            UsePAM no
            StrictModes no
            PasswordAuthentication no
            {(sftp is null ? "" : $"Subsystem sftp {sftp}")}
            {more}
            """);
        process = Process.Start(new ProcessStartInfo("/usr/sbin/sshd", ["-D", "-q", "-f", config]))!;
        Listening.Await(process, Port, "sshd");
    }

    public int Port { get; }

    public string Url(string path) => $"ssh://{Environment.UserName}@127.0.0.1:{Port}{path}";

    /// <param name="path">Absolute.</param>
    /// <param name="port">Of a relay; null: the server's own.</param>
    public string SftpAddress(string path, int? port = null) => $"sftp://{Environment.UserName}@127.0.0.1:{port ?? Port}{path}";

    /// <param name="key"><c>client</c>, which is let in, or <c>stranger</c>.</param>
    public string Command(string key = "client") =>
        $"ssh -F /dev/null -i {home.Combine(key)} -o IdentitiesOnly=yes -o UserKnownHostsFile={home.Combine("known_hosts")} -o GlobalKnownHostsFile=/dev/null";

    /// <param name="name"><c>client</c>, <c>stranger</c> or <c>known_hosts</c>.</param>
    public string File(string name) => home.Combine(name);

    public void ForgetHostKey() => System.IO.File.WriteAllText(home.Combine("known_hosts"), "");

    /// <summary>For a relay in front of it: its key is the one that is expected there as well.</summary>
    public void KnowAt(int port) => System.IO.File.AppendAllText(
        home.Combine("known_hosts"), $"[127.0.0.1]:{port} {System.IO.File.ReadAllText(home.Combine("host.pub"))}");

    public void ExpectAnotherHostKey() => WriteKnownHosts(System.IO.File.ReadAllText(home.Combine("stranger.pub")));

    /// <summary>Ends it, while its keys stay.</summary>
    public void Stop()
    {
        process.Kill(entireProcessTree: true);
        process.WaitForExit();
    }

    public void Dispose()
    {
        Stop();
        process.Dispose();
        home.Dispose();
    }

    private void MakeKey(string name) =>
        new ProcessRun("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", home.Combine(name)).Run().EnsureSuccess();

    private void WriteKnownHosts(string publicKey) => System.IO.File.WriteAllText(home.Combine("known_hosts"), $"[127.0.0.1]:{Port} {publicKey}");
}
