using System.Diagnostics;

namespace Reconciler.Testing;

/// <summary>A real Ceph with its S3, the RADOS gateway, as plain processes on loopback: one monitor, one store in memory, one gateway. Nothing of the machine's is read.</summary>
public sealed class RadosGateway : IDisposable
{
    public const string AccessKey = "RECONCILERTESTS";
    public const string SecretKey = "not-a-secret";

    private const string Install = "apt-get install radosgw ceph-mon ceph-osd ceph-common";

    private static readonly TimeSpan longestStart = TimeSpan.FromSeconds(60);

    private readonly TemporaryDirectory home = new();
    private readonly List<Process> processes = [];

    public RadosGateway()
    {
        foreach (var program in (string[])["ceph", "ceph-mon", "ceph-osd", "radosgw", "radosgw-admin", "monmaptool"])
            RealPart.Require(program, Install);

        Port = GitHttpServer.FreePort();
        try
        {
            StartStore();
            Start("radosgw", "-n", "client.rgw", $"--rgw-frontends=beast endpoint=127.0.0.1:{Port}");
            AddUser("tests", AccessKey, SecretKey);
            Listening.Await(processes[^1], Port, "radosgw");
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public int Port { get; }

    public Uri Endpoint => new($"http://127.0.0.1:{Port}");

    public void AddUser(string name, string accessKey, string secretKey) =>
        Run("radosgw-admin", "user", "create", $"--uid={name}", $"--display-name={name}", $"--access-key={accessKey}", $"--secret-key={secretKey}");

    /// <summary>Of all that the user has; what goes beyond is refused.</summary>
    public void LimitUser(string name, long bytes)
    {
        Run("radosgw-admin", "quota", "set", "--quota-scope=user", $"--uid={name}", $"--max-size={bytes}");
        Run("radosgw-admin", "quota", "enable", "--quota-scope=user", $"--uid={name}");
    }

    public void Dispose()
    {
        foreach (var process in Enumerable.Reverse(processes))
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            process.Dispose();
        }

        home.Dispose();
    }

    private void StartStore()
    {
        var id = Guid.NewGuid().ToString();
        var monitor = $"v2:127.0.0.1:{GitHttpServer.FreePort()}";
        Directory.CreateDirectory(home.Combine("mon"));
        Directory.CreateDirectory(home.Combine("osd"));
        home.Write("keyring", "");
        home.Write("ceph.conf", Configuration(id, monitor));
        new ProcessRun("monmaptool", "--create", "--fsid", id, "--addv", "a", $"[{monitor}]", home.Combine("monmap")).Run().EnsureSuccess();
        Run("ceph-mon", "--mkfs", "-i", "a", "--monmap", home.Combine("monmap"));
        Start("ceph-mon", "-i", "a");
        var store = Guid.NewGuid().ToString();
        Run("ceph", "--connect-timeout", longestStart.TotalSeconds.ToString("0", System.Globalization.CultureInfo.InvariantCulture), "osd", "new", store);
        Run("ceph-osd", "--mkfs", "-i", "0", "--osd-uuid", store);
        Start("ceph-osd", "-i", "0");
    }

    /// <summary>Without secrets between the daemons: they are on loopback, and short-lived.</summary>
    private string Configuration(string id, string monitor) => $"""
        [global]
        fsid = {id}
        mon host = {monitor}
        mon initial members = a
        public addr = 127.0.0.1
        auth cluster required = none
        auth service required = none
        auth client required = none
        ms mon client mode = crc
        ms client mode = crc
        osd pool default size = 1
        osd pool default min size = 1
        osd pool default pg num = 1
        osd pool default pgp num = 1
        osd pool default pg autoscale mode = off
        osd crush chooseleaf type = 0
        osd objectstore = memstore
        memstore device bytes = 4294967296
        mon allow pool size one = true
        mon max pg per osd = 1000
        mon data avail crit = 0
        mon data = {home.Combine("mon")}
        osd data = {home.Combine("osd")}
        keyring = {home.Combine("keyring")}
        run dir = {home.Path}
        crash dir = {home.Path}
        pid file = {home.Path}/$name.pid
        admin socket = {home.Path}/$name.$pid.asok
        log file = {home.Path}/$name.log

        """;

    private void Run(string program, params string[] arguments) =>
        new ProcessRun(program, [.. arguments, "-c", home.Combine("ceph.conf")]).Run().EnsureSuccess();

    private void Start(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, ["-f", .. arguments, "-c", home.Combine("ceph.conf")]) { RedirectStandardOutput = true, RedirectStandardError = true };
        var process = Process.Start(start)!;
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        processes.Add(process);
    }
}
