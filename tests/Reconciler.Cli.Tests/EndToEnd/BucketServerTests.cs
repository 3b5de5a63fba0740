using System.Text.Json;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Reconciler.Testing;

namespace Reconciler.Cli.Tests.EndToEnd;

/// <summary>The built program, and a bucket of the real RADOS gateway.</summary>
public sealed class BucketServerTests : IClassFixture<RadosGateway>, IDisposable
{
    private readonly SiteServer site = new();
    private readonly RadosGateway gateway;
    private readonly string bucket = $"b-{Guid.NewGuid():N}";
    private readonly AmazonS3Client client;

    public BucketServerTests(RadosGateway gateway)
    {
        this.gateway = gateway;
        client = new(new BasicAWSCredentials(RadosGateway.AccessKey, RadosGateway.SecretKey), new AmazonS3Config
        {
            ServiceURL = gateway.Endpoint.ToString(),
            ForcePathStyle = true,
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
        });
        client.PutBucketAsync(bucket).GetAwaiter().GetResult();
        site.Repository.Write("packages/viewer/app.txt", "one");
        site.Repository.Write("packages/viewer/docs/guide.txt", "same");
        File.WriteAllText(site.Place("key-id"), $"{RadosGateway.AccessKey}\n");
        File.WriteAllText(site.Place("key"), RadosGateway.SecretKey);
        foreach (var file in (string[])["key-id", "key"])
            File.SetUnixFileMode(site.Place(file), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Settings();
    }

    [Fact]
    public async Task Life_OfAPackage_IsWhatThePointerTells()
    {
        Commit(SiteServer.Package("viewer"));
        await site.ConvergeAsync();
        Assert.Equal("one", await ReadThroughPointerAsync("app.txt"));
        site.Repository.Write("packages/viewer/app.txt", "two!");
        site.Repository.Commit();

        var update = await site.ConvergeAsync();

        Assert.Contains("4 B copied", update);
        Assert.Equal("two!", await ReadThroughPointerAsync("app.txt"));
        Assert.Equal("same", await ReadThroughPointerAsync("docs/guide.txt"));
        Assert.Contains("No changes.", await site.ConvergeAsync());
        (await site.RunAsync("verify")).EnsureSuccess();
        var shown = (await site.RunAsync("show", "server", "one")).EnsureSuccess().StandardOutput;
        Assert.Matches("credentials +deploy", shown);
        Assert.Matches("atomicity +tree", shown);
        Assert.Matches("reuse +equal files, by copies in the bucket", shown);
        Commit(SiteServer.Package("viewer", "retire: true"));
        await site.ConvergeAsync();
        Assert.Contains("\"reconciler\": \"tombstone\"", await ReadAsync("shops/one/viewer/current.json"));
        Assert.DoesNotContain(RadosGateway.SecretKey, shown + update, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sync_WithKeysThatAreRefused_HoldsAsCredentialsUntilTheyAreMended()
    {
        Commit(SiteServer.Package("viewer"));
        File.WriteAllText(site.Place("key"), "wrong");

        var sync = await site.SyncAsync();

        Assert.Equal(3, sync.ExitCode);
        Assert.Contains("SignatureDoesNotMatch", sync.StandardOutput + sync.StandardError);
        Assert.Contains("(credentials", (await site.PlanAsync()).StandardOutput);
        File.WriteAllText(site.Place("key"), RadosGateway.SecretKey);
        await site.ConvergeAsync();
        Assert.Equal("one", await ReadThroughPointerAsync("app.txt"));
    }

    [Fact]
    public async Task Sync_AddressOrKeysUnknownToTheSettings_HoldsAndSaysTheLineToAdd()
    {
        Commit(SiteServer.Package("viewer"));
        site.Settings("{}");

        var sync = await site.SyncAsync();

        Assert.Equal(3, sync.ExitCode);
        Assert.Contains($"not-allowed: add \"allow\": {{ \"addresses\": [\"s3://{bucket}/shops/one\"] }} to the settings", sync.StandardOutput);
        Assert.DoesNotContain("--allow-root", sync.StandardOutput + sync.StandardError);
        site.Settings($$"""{ "allow": { "addresses": ["s3://{{bucket}}/**"] } }""");
        sync = await site.SyncAsync();
        Assert.Equal(3, sync.ExitCode);
        Assert.Contains("(credentials: add \"credentials\": { \"deploy\": { \"s3\": {", sync.StandardOutput);
        Assert.Empty(await KeysAsync(""));
    }

    [Fact]
    public async Task Sync_KilledAtRandom_ConvergesAfterwards()
    {
        for (var i = 0; i < 30; i++)
            site.Repository.Write($"packages/viewer/many/{i}.txt", new string((char)('a' + (i % 26)), 20_000));
        File.WriteAllBytes(Path.Combine(site.Repository.Path, "packages", "viewer", "big.bin"), new byte[24 << 20]);
        Commit(SiteServer.Package("viewer"));
        var random = new Random(11);
        for (var kill = 0; kill < 5; kill++)
        {
            using var sync = site.Start("sync");
            await Task.Delay(random.Next(300, 2000), TestContext.Current.CancellationToken);
            sync.Kill();
            await sync.WaitForExitAsync(TestContext.Current.CancellationToken);
            site.Repository.Write("packages/viewer/app.txt", $"kill {kill}");
            site.Repository.Commit();
        }

        await site.ConvergeAsync();

        Assert.Equal("kill 4", await ReadThroughPointerAsync("app.txt"));
        Assert.Equal(24 << 20, (await ReadThroughPointerAsync("big.bin")).Length);
        (await site.RunAsync("verify", "--proof", "read")).EnsureSuccess();
    }

    public void Dispose()
    {
        client.Dispose();
        site.Dispose();
    }

    private void Settings() => site.Settings($$"""
        {
          "allow": { "addresses": ["s3://{{bucket}}/**"] },
          "credentials": { "deploy": { "s3": {
            "endpoint": "{{gateway.Endpoint}}", "pathStyle": true, "accessKeyIdFile": "{{site.Place("key-id")}}", "secretAccessKeyFile": "{{site.Place("key")}}"
          } } }
        }
        """);

    private void Commit(string package) => site.Commit("servers.yaml", SiteServer.Servers($"one=s3://{bucket}/shops/one")
        + "---\napiVersion: reconciler/v1\nkind: Policy\nmetadata: { name: default }\nspec: { servers: { credentials: deploy }, removalGrace: 0s }\n" + package);

    /// <summary>As a client does.</summary>
    private async Task<string> ReadThroughPointerAsync(string path)
    {
        using var pointer = JsonDocument.Parse(await ReadAsync("shops/one/viewer/current.json"));
        return await ReadAsync($"shops/one/viewer/{pointer.RootElement.GetProperty("path").GetString()}/{path}");
    }

    private async Task<string> ReadAsync(string key)
    {
        using var found = await client.GetObjectAsync(bucket, key, TestContext.Current.CancellationToken);
        using var reader = new StreamReader(found.ResponseStream);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }

    private async Task<string[]> KeysAsync(string prefix) =>
        [.. ((await client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = bucket, Prefix = prefix }, TestContext.Current.CancellationToken)).S3Objects ?? []).Select(found => found.Key)];
}
