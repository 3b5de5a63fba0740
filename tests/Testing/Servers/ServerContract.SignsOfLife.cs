using System.Globalization;
using Reconciler.Core.Content;
using Reconciler.Core.Resources;
using Reconciler.Engine.Servers;
using Xunit;

namespace Reconciler.Testing.Servers;

public abstract partial class ServerContract
{
    private const int Entries = 20;

    private readonly BeatCount beats = new();

    [Fact]
    public async Task Placing_ShowsASignOfLifeAtEachEntry()
    {
        await using var server = await ClaimedAndCountedAsync();
        var request = Request(ManyFiles());
        StagedTree? staged = null;

        await ShowsSignsOfLifeAsync("stage", async () => staged = await StageAsync(server, request));
        await ShowsSignsOfLifeAsync("seal", () => server.SealAsync(request, staged!, default));
    }

    [Theory]
    [InlineData(ProofKind.Stat)]
    [InlineData(ProofKind.Read)]
    public async Task Verify_ShowsASignOfLifeAtEachEntry(ProofKind proof)
    {
        await using var server = await ClaimedAndCountedAsync();
        await PlaceAsync(server, Request(ManyFiles()));

        await ShowsSignsOfLifeAsync("verify", () => server.VerifyAsync(new(Viewer, "viewer"), ManyFiles(), proof, [], default));
    }

    [Fact]
    public async Task TakingOver_ShowsASignOfLifeAtEachEntry()
    {
        await using var server = await ClaimedAndCountedAsync();
        foreach (var entry in ManyFiles().Entries)
            Write($"viewer/{entry.Path}", entry.Path);

        await ShowsSignsOfLifeAsync("read", () => server.ReadAsync(new(Viewer, "viewer"), [], default));
        await ShowsSignsOfLifeAsync("adopt", () => server.AdoptAsync(Request(ManyFiles()), [], default));
    }

    [Fact]
    public async Task Deleting_ShowsASignOfLifeAtEachEntry()
    {
        await using var server = await ClaimedAndCountedAsync();
        await PlaceAsync(server, Request(ManyFiles()));
        foreach (var i in Enumerable.Range(0, Entries))
            Write(string.Create(CultureInfo.InvariantCulture, $"viewer/extra-{i}"), "not ours");
        await server.WithdrawAsync(new(Viewer, "viewer"), NextOrder(), default);

        await ShowsSignsOfLifeAsync("clean", () => server.CleanAsync(new(Viewer, "viewer"), [ManyFiles().Digest], [], default));
        await ShowsSignsOfLifeAsync("delete extra", () => server.DeleteExtraAsync(default));
    }

    [Fact]
    public async Task Sweep_ShowsASignOfLifeAtEachEntry()
    {
        await using (var interrupted = await ClaimedAsync())
            await StageAsync(interrupted, Request(ManyFiles()));
        await using var server = Connect(new Heartbeat(beats));

        await ShowsSignsOfLifeAsync("sweep", () => server.SweepAsync(DateTimeOffset.MaxValue, [], default));
    }

    [Fact]
    public async Task Receipts_ShowASignOfLifeEach()
    {
        await using var server = await ClaimedAndCountedAsync();
        foreach (var i in Enumerable.Range(0, Entries))
            await PlaceAsync(server, Request(Content.Package(("a", "one")), package: string.Create(CultureInfo.InvariantCulture, $"p{i}")));

        await ShowsSignsOfLifeAsync("receipts", async () => await server.ReceiptsAsync(default).CountAsync());
    }

    private Manifest ManyFiles() => Manifest.Of(
        Enumerable.Range(0, Entries).Select(i => string.Create(CultureInfo.InvariantCulture, $"file-{i:00}")).Select(name => Content.File(name, name)));

    private async Task<IServer> ClaimedAndCountedAsync()
    {
        await using (await ClaimedAsync())
            return Connect(new Heartbeat(beats));
    }

    private async Task ShowsSignsOfLifeAsync(string what, Func<Task> work)
    {
        var count = await beats.DuringAsync(work);
        Assert.True(count >= Entries, $"{what}: {count} signs of life for {Entries} entries");
    }
}
