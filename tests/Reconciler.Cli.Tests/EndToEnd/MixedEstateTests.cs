using System.Globalization;
using System.Text.Json;
using Reconciler.Cli.Tests.EndToEnd.Pipelines;
using Reconciler.Testing;

namespace Reconciler.Cli.Tests.EndToEnd;

/// <summary>The example of three kinds of server, as a newcomer plays it through; what other programs read of them is the package, byte for byte.</summary>
public sealed class MixedEstateTests : IDisposable
{
    private const string Install = "apt-get install --no-install-recommends openssh-server openssh-client curl radosgw ceph-mon ceph-osd ceph-common";

    private readonly SiteServer site = new();
    private readonly string directory;
    private readonly int sshPort = GitHttpServer.FreePort();
    private readonly int s3Port = GitHttpServer.FreePort();
    private readonly string example = SourceTree.PathOf("examples/mixed-estate");

    public MixedEstateTests()
    {
        foreach (var program in (string[])["ssh", "curl", "ceph", "ceph-mon", "ceph-osd", "radosgw", "radosgw-admin"])
            RealPart.Require(program, Install);
        RealPart.Require("sshd", Install, "/usr/sbin");
        RealPart.Require("rclone", "apt-get install rclone");
        RealPart.Require("rsync", "apt-get install rsync");
        directory = site.Place("estate");
        CopyExample();
    }

    [Fact]
    public async Task Story_OfTheExample_IsWhatOtherProgramsRead()
    {
        Assert.Contains($"sshd listens at port {sshPort}", (await ScriptAsync("start.sh")).EnsureSuccess().StandardOutput);
        site.Settings(await SettingsAsync());

        var first = await site.ConvergeAsync();

        Assert.Contains("Done: 3 placed; 180 B copied.", first);
        Release();
        Assert.Contains("1 file changed; 17 B of 60 B", (await site.PlanAsync()).EnsureSuccess().StandardOutput);
        Assert.Contains("Done: 3 updated; 51 B copied.", await site.ConvergeAsync());
        Assert.Contains("Verified by reading every byte: 3 as recorded", (await site.RunAsync("verify")).EnsureSuccess().StandardOutput);
        var package = Path.Combine(site.Repository.Path, "packages", "viewer");
        foreach (var read in (string[])[await ReadHostAsync(), await ReadBucketAsync(), Path.Combine(site.RootOf("dp-office"), "viewer")])
            (await new ProcessRun("diff", "-r", package, read).RunAsync(TestContext.Current.CancellationToken)).EnsureSuccess();
    }

    [Fact]
    public async Task Start_WhereItRuns_SaysWhatToDo()
    {
        Directory.CreateDirectory(directory);

        var started = await ScriptAsync("start.sh");

        Assert.Equal(1, started.ExitCode);
        Assert.Equal($"'{directory}' is there already: run stop.sh first\n", started.StandardError);
    }

    public void Dispose()
    {
        ScriptAsync("stop.sh").GetAwaiter().GetResult();
        site.Dispose();
    }

    private void CopyExample()
    {
        new ProcessRun("cp", "-r", $"{example}/.", site.Repository.Path).Run().EnsureSuccess();
        var servers = Path.Combine(site.Repository.Path, "servers.yaml");
        File.WriteAllText(servers, File.ReadAllText(servers).Replace("47022/tmp/mixed-estate", $"{sshPort}{directory}", StringComparison.Ordinal));
        site.Repository.Commit("Place the viewer everywhere");
    }

    private void Release()
    {
        var packages = Path.Combine(site.Repository.Path, "packages.yaml");
        File.WriteAllText(packages, File.ReadAllText(packages).Replace("\"3.1\"", "\"3.2\"", StringComparison.Ordinal));
        site.Repository.Write("packages/viewer/readme.txt", "The viewer, 3.2.\n");
        site.Repository.Commit("Release the viewer 3.2");
    }

    /// <summary>The test's program reads its settings elsewhere.</summary>
    private async Task<string> SettingsAsync() =>
        (await File.ReadAllTextAsync(Path.Combine(directory, "settings.json"), TestContext.Current.CancellationToken))
            .Replace("\"ssh/", $"\"{directory}/ssh/", StringComparison.Ordinal)
            .Replace("\"key", $"\"{directory}/key", StringComparison.Ordinal)
            .Replace($"\"{directory}/keyFile\"", "\"keyFile\"", StringComparison.Ordinal);

    private async Task<string> ReadHostAsync()
    {
        var read = site.MakeDirectory("read-host");
        (await new ProcessRun(
            "rsync", "-rLp", "-e", $"ssh -F /dev/null -p {sshPort} -i {directory}/ssh/client -o UserKnownHostsFile={directory}/ssh/known_hosts",
            $"127.0.0.1:{directory}/host/packages/viewer/", read).RunAsync(TestContext.Current.CancellationToken)).EnsureSuccess();
        return read;
    }

    private async Task<string> ReadBucketAsync()
    {
        var bucket = $":s3,provider=Ceph,access_key_id=EXAMPLE,secret_access_key=not-a-secret,endpoint='http://127.0.0.1:{s3Port}':packages/shops/online/viewer";
        var read = site.MakeDirectory("read-bucket");
        var pointer = (await Rclone("cat", $"{bucket}/current.json")).StandardOutput;
        await Rclone("copy", $"{bucket}/{JsonDocument.Parse(pointer).RootElement.GetProperty("path").GetString()}", read);
        return read;
    }

    private async Task<ProcessResult> Rclone(params string[] arguments) => (await new ProcessRun("rclone", ["--config", "/dev/null", .. arguments])
    {
        // A machine may have one for Amazon's; rclone refuses it together with its own transport.
        Variables = new Dictionary<string, string?> { ["AWS_CA_BUNDLE"] = null },
    }.RunAsync(TestContext.Current.CancellationToken)).EnsureSuccess();

    private Task<ProcessResult> ScriptAsync(string name) => new ProcessRun("bash", Path.Combine(example, name))
    {
        Variables = new Dictionary<string, string?>
        {
            ["MIXED_ESTATE_DIRECTORY"] = directory,
            ["MIXED_ESTATE_SSH_PORT"] = sshPort.ToString(CultureInfo.InvariantCulture),
            ["MIXED_ESTATE_S3_PORT"] = s3Port.ToString(CultureInfo.InvariantCulture),
            ["MIXED_ESTATE_MONITOR_PORT"] = GitHttpServer.FreePort().ToString(CultureInfo.InvariantCulture),
        },
    }.RunAsync(CancellationToken.None);
}
