using Amazon.Runtime;
using Reconciler.Adapters.Servers.S3;
using Reconciler.Core.Content;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Servers;
using Reconciler.Testing;

namespace Reconciler.Adapters.Tests.Servers.S3;

public sealed class S3TroubleTests(S3Host host)
{
    [Theory]
    [InlineData("nobody", "x")]
    [InlineData(RadosGateway.AccessKey, "wrong")]
    public async Task Open_WrongKeys_SaysCredentialsAndNothingOfThem(string key, string secret)
    {
        using var place = new S3Place(host);

        var trouble = await OpenFailsAsync(place, new S3Login(new BasicAWSCredentials(key, secret)) { Endpoint = host.Gateway.Endpoint, PathStyle = true });

        Assert.Equal(TroubleKind.Credentials, trouble.Kind);
        Assert.DoesNotContain(secret, trouble.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_NobodyAnswers_IsUnreachable()
    {
        using var place = new S3Place(host);

        Assert.Equal(TroubleKind.Unreachable, (await OpenFailsAsync(place, host.Login with { Endpoint = new($"http://127.0.0.1:{GitHttpServer.FreePort()}") })).Kind);
    }

    [Fact]
    public async Task Open_NoSuchBucket_IsNotMounted()
    {
        await using var server = host.Connect(new(new("dp-1"), new(AddressKind.Bucket, ""), MaxConcurrentCopies: 1), "s3://nobody-has-made-it");

        Assert.Equal(TroubleKind.NotMounted, (await Assert.ThrowsAsync<ServerException>(() => server.OpenAsync(default))).Kind);
    }

    [Fact]
    public async Task Stage_TooLongKey_IsABadNameBeforeAnythingIsSent()
    {
        using var place = new S3Place(host);
        await using var server = place.Connect();
        var manifest = Manifest.Of([place.Content.File("a", "one"), place.Content.File(string.Join('/', Enumerable.Repeat(new string('ä', 100), 6)), "two")]);

        Assert.Equal(TroubleKind.BadName, await place.TroubleOfAsync(server, S3Place.Request(manifest, order: 1)));

        Assert.Empty(place.Wire.Keys(""));
    }

    [Fact]
    public async Task Place_OddNames_ComeBackAsTheyWere()
    {
        using var place = new S3Place(host);
        await using var server = place.Connect();
        var manifest = Manifest.Of(((string[])["ä ö+ü%20", "a&b<c>\"d'", "+", "%2F", "日本", "tab\tand\u0001", "back\\slash", "a?b#c", "é", "e\u0301"]).Select(name => place.Content.File($"in {name}/{name}", name)));

        await place.PlaceAsync(server, S3Place.Request(manifest, order: 1));

        Assert.True((await server.VerifyAsync(S3Place.Viewer, manifest, ProofKind.Read, [], default)).IsEqual);
        Assert.Equal(manifest, await server.ReadAsync(S3Place.Viewer, [], default));
    }

    [Theory]
    [InlineData("viewer")]
    [InlineData("other")]
    public async Task Journal_ThatNamesAFolderWhichReadersSee_IsNotBelieved(string path)
    {
        using var place = new S3Place(host);
        await using var server = place.Connect();
        var shown = Manifest.Of([place.Content.File("app.txt", "shown")]);
        await place.PlaceAsync(server, S3Place.Request(shown, 1));
        place.Wire.Write("other/2-abcdef012345/theirs.txt", "theirs");
        var folder = path == "viewer" ? place.Wire.FindCurrent("viewer")!["viewer/".Length..] : "2-abcdef012345";
        place.Wire.Write(
            ".reconciler/staging/viewer.json",
            $$"""{"reconciler":"staging","format":1,"package":"viewer","digest":"{{shown.Digest}}","tree":"0123456789abcdef","publishAs":"{{path}}","folder":"{{folder}}"}""");
        var before = place.Wire.Keys("").Where(key => key.StartsWith($"{path}/", StringComparison.Ordinal)).ToArray();

        await server.SweepAsync(DateTimeOffset.UtcNow.AddDays(1), [], default);

        Assert.Equal(before, place.Wire.Keys("").Where(key => key.StartsWith($"{path}/", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Clean_HostileKeysInATree_AreToldAndLeftAlone()
    {
        using var place = new S3Place(host);
        await using var server = place.Connect();
        var manifest = place.Content.Package(("a", "one"));
        await place.PlaceAsync(server, S3Place.Request(manifest, order: 1));
        var folder = place.Wire.FindCurrent("viewer")!;
        place.Wire.Write($"{folder}/x//y", "planted");

        Assert.Equal([new(DifferenceKind.Extra, "x//y")], (await server.VerifyAsync(S3Place.Viewer, manifest, ProofKind.Stat, [], default)).Differences);
        await server.WithdrawAsync(S3Place.Viewer, new(1, 2), default);
        await server.CleanAsync(S3Place.Viewer, [manifest.Digest], [], default);

        Assert.Equal([$"{folder}/x//y"], place.Wire.Keys(""));
    }

    [Fact]
    public async Task Stage_NoRoomForTheUser_IsNoSpace()
    {
        host.Gateway.AddUser("small", "SMALLUSER", "small-secret");
        host.Gateway.LimitUser("small", bytes: 64 << 10);
        var login = new S3Login(new BasicAWSCredentials("SMALLUSER", "small-secret")) { Endpoint = host.Gateway.Endpoint, PathStyle = true };
        using var place = new S3Place(host, login);
        await using var server = place.Connect(login);

        Assert.Equal(TroubleKind.NoSpace, await place.TroubleOfAsync(server, S3Place.Request(Manifest.Of([place.Content.File("a", new byte[1 << 20])]), order: 1)));
    }

    private static async Task<ServerException> OpenFailsAsync(S3Place place, S3Login login)
    {
        await using var server = place.Connect(login);
        return await Assert.ThrowsAsync<ServerException>(() => server.OpenAsync(default));
    }
}
