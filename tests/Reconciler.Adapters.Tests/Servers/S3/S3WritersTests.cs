using Reconciler.Core.TransferPackages;
using Reconciler.Testing;

namespace Reconciler.Adapters.Tests.Servers.S3;

public sealed class S3WritersTests(S3Host host)
{
    [Fact]
    public async Task Place_TwoWritersAtOnce_EndsWithAWholeTreeOfOneAndTheOtherKnows()
    {
        using var place = new S3Place(host);
        for (var round = 0; round < 4; round++)
        {
            await using var one = place.Connect();
            await using var other = place.Connect();
            var older = S3Place.Request(place.Content.Package(("a", $"older {round}")), order: 2 * round + 1);
            var newer = S3Place.Request(place.Content.Package(("a", $"newer {round}")), order: 2 * round + 2);

            var troubles = await Task.WhenAll(place.TroubleOfAsync(one, older), place.TroubleOfAsync(other, newer));

            Assert.Contains(troubles[0], (TroubleKind?[])[null, TroubleKind.Superseded, TroubleKind.IoError]);
            Assert.Contains(troubles[1], (TroubleKind?[])[null, TroubleKind.IoError]);
            Assert.Contains(null, troubles);
            Assert.Equal(troubles[1] is null ? $"newer {round}" : $"older {round}", place.Wire.ReadCurrent("viewer")!["a"]);
            await place.PlaceAsync(other, newer);
            Assert.Equal($"newer {round}", place.Wire.ReadCurrent("viewer")!["a"]);
        }
    }

    [Fact]
    public async Task Publish_ByAnOlderOrderThatWasSealedInTime_IsSupersededAndReadersKeepTheNewer()
    {
        using var place = new S3Place(host);
        await using var one = place.Connect();
        await using var other = place.Connect();
        var older = S3Place.Request(place.Content.Package(("a", "older")), order: 1);
        var staged = await one.StageAsync(older, place.Content, new Progress<long>(), TestContext.Current.CancellationToken);
        await one.SealAsync(older, staged, default);
        await place.PlaceAsync(other, S3Place.Request(place.Content.Package(("a", "newer")), order: 2));

        var trouble = await Assert.ThrowsAsync<Engine.Servers.ServerException>(() => one.PublishAsync(older, staged, default));

        Assert.Equal(TroubleKind.Superseded, trouble.Kind);
        Assert.Equal("newer", place.Wire.ReadCurrent("viewer")!["a"]);
    }

    [Theory]
    [InlineData("current.json")]
    [InlineData("receipts/viewer.json")]
    [InlineData("/a ")]
    public async Task Place_AnswerIsLost_IsKnownToBeDone(string key)
    {
        using var place = new S3Place(host);
        using var relay = new ForgetfulRelay(host.Gateway.Port, head => head.StartsWith("PUT ", StringComparison.Ordinal) && head.Split('\n')[0].Contains(key, StringComparison.Ordinal));
        await using var server = place.Connect(host.Login with { Endpoint = new($"http://127.0.0.1:{relay.Port}") });

        await place.PlaceAsync(server, S3Place.Request(place.Content.Package(("a", "one")), order: 1));

        Assert.True(relay.Left <= 0);
        Assert.Equal("one", place.Wire.ReadCurrent("viewer")!["a"]);
    }

    [Fact]
    public async Task Withdraw_LeavesATombstoneThatAnOlderOrderCannotReplace()
    {
        using var place = new S3Place(host);
        await using var server = place.Connect();
        var request = S3Place.Request(place.Content.Package(("a", "one")), order: 1);
        var staged = await place.PlaceAsync(server, request);

        await server.WithdrawAsync(S3Place.Viewer, new(1, 2), default);

        Assert.Equal("""
            {
              "reconciler": "tombstone",
              "format": 1,
              "package": "viewer",
              "order": "1.2"
            }

            """, place.Wire.FindText("viewer/current.json"), ignoreLineEndingDifferences: true);
        Assert.Equal(TroubleKind.Superseded, (await Assert.ThrowsAsync<Engine.Servers.ServerException>(() => server.PublishAsync(request, staged, default))).Kind);
        await server.CleanAsync(S3Place.Viewer, [request.Manifest.Digest], [], default);
        Assert.Empty(place.Wire.Keys(""));
    }
}
