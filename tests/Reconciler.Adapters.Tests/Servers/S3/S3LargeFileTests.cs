using Reconciler.Core.Content;
using Reconciler.Core.Resources;

namespace Reconciler.Adapters.Tests.Servers.S3;

public sealed class S3LargeFileTests(S3Host host)
{
    private const int SizeBytes = (40 << 20) + 17;

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(5)]
    public async Task Stage_CutAfterSomeParts_SendsOnlyTheRest(int parts)
    {
        using var place = new S3Place(host);
        var request = S3Place.Request(Manifest.Of([Large(place), place.Content.File("small", "small")]), order: 1);
        await CutAsync(place, request, parts);
        await using var server = place.Connect();

        var staged = await place.PlaceAsync(server, request);

        Assert.InRange(staged.SentBytes, 0, SizeBytes + 5 - parts * (8L << 20));
        Assert.True((await server.VerifyAsync(S3Place.Viewer, request.Manifest, ProofKind.Read, [], default)).IsEqual);
        Assert.Empty((await place.Wire.Client.ListMultipartUploadsAsync(place.Bucket)).MultipartUploads ?? []);
    }

    [Fact]
    public async Task Stage_CutAndChangedInTheStore_DoesNotTrustWhatWasSent()
    {
        using var place = new S3Place(host);
        await CutAsync(place, S3Place.Request(Manifest.Of([Large(place)]), order: 1), parts: 2);
        var other = S3Place.Request(Manifest.Of([place.Content.File("large", Bytes(seed: 8))]), order: 2);
        await using var server = place.Connect();

        var staged = await place.PlaceAsync(server, other);

        Assert.Equal(SizeBytes, staged.SentBytes);
        Assert.True((await server.VerifyAsync(S3Place.Viewer, other.Manifest, ProofKind.Read, [], default)).IsEqual);
    }

    [Fact]
    public async Task Sweep_AfterACut_LeavesNeitherUploadsNorObjects()
    {
        using var place = new S3Place(host);
        await CutAsync(place, S3Place.Request(Manifest.Of([Large(place), place.Content.File("small", "small")]), order: 1), parts: 2);
        await using var server = place.Connect();

        await server.SweepAsync(DateTimeOffset.MaxValue, [], default);

        Assert.Empty((await place.Wire.Client.ListMultipartUploadsAsync(place.Bucket)).MultipartUploads ?? []);
        Assert.Empty(place.Wire.Keys(""));
    }

    [Fact]
    public async Task Update_LargeFileUnchanged_IsCopiedThere()
    {
        using var place = new S3Place(host);
        await using var server = place.Connect();
        await place.PlaceAsync(server, S3Place.Request(Manifest.Of([Large(place)]), order: 1));

        var staged = await place.PlaceAsync(server, S3Place.Request(Manifest.Of([Large(place), place.Content.File("new", "new")]), order: 2, version: "2"));

        Assert.Equal(3, staged.SentBytes);
        Assert.Equal(ProofKind.Stat, staged.Proof);
    }

    private static async Task CutAsync(S3Place place, Engine.Servers.StageRequest request, int parts)
    {
        using var cut = new CancellationTokenSource();
        var progress = new CutAfter(parts, cut);
        await using var server = place.Connect();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => server.StageAsync(request, place.Content, progress, cut.Token));
    }

    private static ManifestEntry Large(S3Place place) => place.Content.File("large", Bytes(seed: 7));

    private static byte[] Bytes(int seed)
    {
        var bytes = new byte[SizeBytes];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    private sealed class CutAfter(int parts, CancellationTokenSource cut) : IProgress<long>
    {
        private int seen;

        public void Report(long value)
        {
            if (value >= 8 << 20 && ++seen == parts)
                cut.Cancel();
        }
    }
}
