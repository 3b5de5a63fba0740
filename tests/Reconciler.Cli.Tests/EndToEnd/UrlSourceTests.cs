using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Reconciler.Testing;
using Reconciler.Testing.Web;

namespace Reconciler.Cli.Tests.EndToEnd;

/// <summary>Packages that come from a web server, through cuts, kills and lies.</summary>
public sealed class UrlSourceTests : IDisposable
{
    private readonly SiteServer site = new();
    private readonly WebServer web = new();
    private readonly byte[] large = new byte[8 << 20];

    public UrlSourceTests()
    {
        new Random(9).NextBytes(large);
        site.Commit("servers.yaml", SiteServer.Servers("dp-1"));
        site.Allow("sources", web.Url("**").ToString());
    }

    [Fact]
    public async Task Sync_OfAnArchive_PlacesWhatIsInItAndAsksOnce()
    {
        var archive = TarGzip();
        web.Answer = request => WebAnswer.File(request, archive);
        site.Commit("packages.yaml", Package("viewer.tar.gz", archive, ", unpack: true"));

        await site.ConvergeAsync();

        Assert.Equal("echo hi", File.ReadAllText(Published("bin/run.sh")));
        Assert.True(File.GetUnixFileMode(Published("bin/run.sh")).HasFlag(UnixFileMode.UserExecute));
        Assert.Equal("bin/run.sh", new FileInfo(Published("latest")).LinkTarget);
        Assert.Single(web.Requests);

        Assert.Contains("No changes.", await site.ConvergeAsync());
        Assert.Contains("No changes.", (await site.PlanAsync()).StandardOutput);
        Assert.Single(web.Requests);
    }

    [Fact]
    public async Task Sync_OfAFile_IsADirectoryWithThatFile()
    {
        web.Answer = request => WebAnswer.File(request, large);
        site.Commit("packages.yaml", Package("Office%20Viewer.iso?key=1", large));

        Assert.Contains("Done: 1 placed; 8 MiB copied.", await site.ConvergeAsync());

        Assert.Equal(large, File.ReadAllBytes(Published("Office Viewer.iso")));
        Assert.Single(web.Requests);
    }

    [Fact]
    public async Task Plan_OfANewUrl_ReadsItAndStoresNothing()
    {
        web.Answer = request => WebAnswer.File(request, large);
        site.Commit("packages.yaml", Package("viewer.iso", large));

        var plan = (await site.PlanAsync()).EnsureSuccess().StandardOutput;

        Assert.Contains("+ viewer 3.1 -> dp-1", plan);
        Assert.Contains("8 MiB to copy", plan);
        Assert.Single(web.Requests);
        Assert.False(Directory.Exists(Path.Combine(site.State, "content")));
    }

    [Fact]
    public async Task Plan_WhereTheUrlIsNotAllowed_SaysThatItWasNotRead()
    {
        site.Allow("sources", "https://elsewhere.example.com/**");
        site.Commit("packages.yaml", Package("viewer.iso", large));

        var plan = (await site.PlanAsync()).EnsureSuccess();

        Assert.Contains("+ viewer 3.1 -> dp-1 (content not read here)", plan.StandardOutput);
        Assert.Contains("RCN4009", plan.StandardError);
        Assert.Empty(web.Requests);
    }

    [Fact]
    public async Task Sync_OfAUrlThatIsNotAllowed_HoldsItAndPrintsTheLineToAdd()
    {
        site.Allow("sources", "https://elsewhere.example.com/**");
        site.Commit("packages.yaml", Package("files/viewer.iso", large));

        var sync = await site.SyncAsync();

        Assert.Equal(3, sync.ExitCode);
        Assert.Contains($"! place viewer -> dp-1 (not-allowed: add \"allow\": {{ \"sources\": [\"{web.Url("files/**")}\"] }} to the settings)", sync.StandardOutput);
        Assert.Empty(web.Requests);
    }

    [Fact]
    public async Task Sync_OfOtherBytesThanDeclared_HoldsOnlyThatPackage()
    {
        web.Answer = request => WebAnswer.File(request, "changed"u8.ToArray());
        site.Repository.Write("packages/fonts/a.ttf", "font");
        site.Commit("packages.yaml", Package("viewer.iso", large) + SiteServer.Package("fonts"));

        var sync = await site.SyncAsync();

        Assert.Equal(3, sync.ExitCode);
        Assert.Contains("! place viewer -> dp-1 (source-failed", sync.StandardOutput);
        Assert.Contains(Sha256("changed"u8.ToArray()), sync.StandardError);
        Assert.Contains(Sha256(large), sync.StandardError);
        Assert.True(File.Exists(Path.Combine(site.RootOf("dp-1"), "fonts", "a.ttf")));
    }

    [Theory]
    [InlineData("KILL")]
    [InlineData("INT")]
    public async Task Sync_EndedInMidDownload_GoesOnFromThere(string signal)
    {
        web.Answer = request => WebAnswer.File(request, large, "\"v1\"") with { HangAfter = 5 << 20 };
        site.Commit("packages.yaml", Package("viewer.iso", large));
        using var sync = site.Start("sync");
        await UntilAsync(() => PartBytes() == 5 << 20);

        var watch = Stopwatch.StartNew();
        new ProcessRun("kill", $"-{signal}", $"{sync.Id}").Run().EnsureSuccess();
        await sync.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(6), $"it took {watch.Elapsed}");
        Assert.Equal(5 << 20, PartBytes());

        web.Answer = request => WebAnswer.File(request, large, "\"v1\"");
        await site.ConvergeAsync();

        Assert.Equal((5L << 20, "\"v1\""), (web.Requests[^1].From, web.Requests[^1].IfRange));
        Assert.Equal(2, web.Requests.Length);
        Assert.Equal(large, File.ReadAllBytes(Published("viewer.iso")));
        Assert.Equal(0, PartBytes());
    }

    [Fact]
    public async Task Sync_OverHttps_TrustsWhatTheSystemTrusts()
    {
        using var certificate = Certificate();
        using var secure = new WebServer(certificate);
        secure.Answer = request => request.Target == "/down" ? WebAnswer.Redirect(302, web.Url("viewer.iso").ToString()) : WebAnswer.File(request, large);
        site.Allow("sources", secure.Url("**").ToString());
        site.Commit("packages.yaml", Package("viewer.iso", large, of: secure));

        Assert.Contains("no secure connection", (await site.SyncAsync()).StandardError);
        Assert.Empty(secure.Requests);
        var trusting = Trusting(certificate);
        (await trusting.RunAsync(TestContext.Current.CancellationToken)).EnsureSuccess();
        Assert.Equal(large, File.ReadAllBytes(Published("viewer.iso")));

        site.Commit("packages.yaml", Package("down", "other"u8.ToArray(), of: secure));
        Assert.Contains("redirected from https to http, at localhost", (await trusting.RunAsync(TestContext.Current.CancellationToken)).StandardError);
        Assert.Empty(web.Requests);
    }

    [Fact]
    public async Task Sync_WithAProxyInTheEnvironment_AsksTheProxy()
    {
        web.Answer = request => WebAnswer.File(request, large);
        site.Allow("sources", "http://builds.example.invalid/**");
        site.Commit("packages.yaml", $"---\napiVersion: reconciler/v1\nkind: Package\nmetadata: {{ name: viewer }}\nspec: {{ version: \"3.1\", source: {{ url: http://builds.example.invalid/viewer.iso, sha256: {Sha256(large)} }} }}\n");

        (await With("http_proxy", web.Url("").ToString()).RunAsync(TestContext.Current.CancellationToken)).EnsureSuccess();

        Assert.Equal("http://builds.example.invalid/viewer.iso", Assert.Single(web.Requests).Target);
    }

    public void Dispose()
    {
        web.Dispose();
        site.Dispose();
    }

    private string Published(string path) => Path.Combine(site.RootOf("dp-1"), "viewer", path);

    private long PartBytes()
    {
        var downloads = Path.Combine(site.State, "content", "downloads");
        return Directory.Exists(downloads) ? new DirectoryInfo(downloads).EnumerateFiles("*.part").Sum(file => file.Length) : 0;
    }

    private string Package(string path, byte[] content, string more = "", WebServer? of = null) =>
        $"---\napiVersion: reconciler/v1\nkind: Package\nmetadata: {{ name: viewer }}\nspec:\n  version: \"3.1\"\n  source: {{ url: '{(of ?? web).Url(path).OriginalString}', sha256: {Sha256(content)}{more} }}\n";

    private ProcessRun Trusting(X509Certificate2 certificate)
    {
        var file = Path.Combine(site.MakeDirectory("trusted"), "certificate.pem");
        File.WriteAllText(file, certificate.ExportCertificatePem());
        return With("SSL_CERT_FILE", file);
    }

    private ProcessRun With(string variable, string value)
    {
        var sync = site.Command("sync");
        return sync with { Variables = new Dictionary<string, string?>(sync.Variables) { [variable] = value } };
    }

    private static string Sha256(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static byte[] TarGzip()
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        using (var tar = new TarWriter(gzip))
        {
            tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "bin/run.sh") { Mode = UnixFileMode.UserRead | UnixFileMode.UserExecute, DataStream = new MemoryStream("echo hi"u8.ToArray()) });
            tar.WriteEntry(new PaxTarEntry(TarEntryType.SymbolicLink, "latest") { LinkName = "bin/run.sh" });
        }

        return packed.ToArray();
    }

    private static X509Certificate2 Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    private static async Task UntilAsync(Func<bool> isSo)
    {
        var watch = Stopwatch.StartNew();
        while (!isSo())
        {
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60), "what was waited for did not happen");
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }
}
