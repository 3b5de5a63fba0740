using Reconciler.Core.Content;
using Reconciler.Core.Resources;
using Reconciler.Testing.Servers;

namespace Reconciler.Adapters.Tests.Servers;

/// <summary>A large file is written and read for minutes: nobody may think that its server hangs.</summary>
public sealed class SignsOfLifeTests : IDisposable
{
    private const int MiB = 1 << 20;

    private readonly ServerOnDisk disk = new();
    private readonly BeatCount beats = new();
    private readonly Manifest large;

    public SignsOfLifeTests() => large = Manifest.Of([disk.Content.File("large", new byte[16 * MiB])]);

    public void Dispose() => disk.Dispose();

    [Fact]
    public async Task LargeFile_Written_ShowsThemEveryFewMiB()
    {
        await using var server = disk.Connect(new(beats));

        Assert.True(await beats.DuringAsync(() => server.StageAsync(disk.Request(large), disk.Content, new Progress<long>(), default)) >= 16);
    }

    [Fact]
    public async Task LargeFile_ReadBack_ShowsThemEveryFewMiBAndCountsNoCopiedByte()
    {
        await disk.PlaceAsync(large);
        await using var server = disk.Connect(new(beats));

        Assert.True(await beats.DuringAsync(() => server.VerifyAsync(disk.Viewer, large, ProofKind.Read, [], default)) >= 16);
        Assert.True(await beats.DuringAsync(() => server.ReadAsync(disk.Viewer, [], default)) >= 16);
        var refreshed = await server.StageAsync(disk.Request(large) with { MustRead = true }, disk.Content, new Refused(), default);
        Assert.Equal(0, refreshed.SentBytes);
    }

    private sealed class Refused : IProgress<long>
    {
        public void Report(long value) => Assert.Fail($"{value} bytes were told as copied");
    }
}
