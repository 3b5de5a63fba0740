using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;
using Reconciler.Testing;

namespace Reconciler.Adapters.Tests.Servers;

/// <summary>
/// An update in a process of its own, under strace, which kills it at the Nth call that changes the disk or lets a call fail.
/// <c>RECONCILER_EVERY_CRASH=1</c> kills at every call instead of some.
/// </summary>
public sealed class FaultTests : IDisposable
{
    private const string ChangingCalls = "mkdirat,renameat2,linkat,symlinkat,unlinkat,fchmod,utimensat,fallocate,fsync,syncfs";
    private const int Points = 10;

    private readonly ServerOnDisk disk = new();

    public void Dispose() => disk.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Update_KilledAtAnyCall_ReadersSeeOneVersionAndTheNextRunFinishes(bool many)
    {
        var (before, after) = (FaultChild.Before(disk.Content, many), FaultChild.After(disk.Content, many));
        await disk.PlaceAsync(before);
        await RunChildAsync(many, []);

        var calls = CallsOfTheServer();
        Assert.InRange(calls.Length, 20, 2000);
        var stride = Environment.GetEnvironmentVariable("RECONCILER_EVERY_CRASH") == "1" ? 1 : calls.Length / Points;

        for (var i = 0; i < calls.Length; i += stride)
        {
            disk.Restart();
            await disk.PlaceAsync(before);
            await disk.Server.CleanAsync(disk.Viewer, [after.Digest], [], default);
            await disk.Server.SweepAsync(DateTimeOffset.MaxValue, [], default);
            Assert.Equal(137, (await RunChildAsync(many, ["-e", $"inject={calls[i].Call}:signal=KILL:when={calls[i].Number}"])).ExitCode);

            disk.Restart();
            var view = await disk.Server.LookAsync(disk.Viewer, default);
            var shown = view.Current!.Digest == before.Digest ? before : after;
            Assert.Equal(shown.Digest, view.Current.Digest);
            Assert.Empty(await disk.DriftAsync(shown, ProofKind.Read));
            var wasSealed = shown == after || view.OutOfSight.Any(tree => tree.Digest == after.Digest);

            var staged = await disk.PlaceAsync(after);
            if (wasSealed)
                Assert.Equal(0, staged.SentBytes);
            Assert.Empty(await disk.DriftAsync(after, ProofKind.Read));
            await disk.Server.SweepAsync(DateTimeOffset.MaxValue, [], default);
            Assert.Single(Directory.GetDirectories(disk.Ours("trees")));
            Assert.Equal(2, Directory.GetFiles(disk.Ours("seals")).Length);
            Assert.Empty(Directory.GetFiles(disk.Ours("staging")));
        }
    }

    [Theory]
    [InlineData(false, "fsync", "EIO", TroubleKind.IoError)]
    [InlineData(true, "syncfs", "EIO", TroubleKind.IoError)]
    [InlineData(false, "linkat", "ENOSPC", TroubleKind.NoSpace)]
    [InlineData(true, "mkdirat", "EACCES", TroubleKind.NoPermission)]
    [InlineData(true, "renameat2", "ESTALE", TroubleKind.Unreachable)]
    public async Task Update_ACallFails_IsTheTroubleItMeansAndReadersKeepTheOldVersion(bool many, string call, string error, TroubleKind kind)
    {
        var before = FaultChild.Before(disk.Content, many);
        await disk.PlaceAsync(before);

        await RunChildAsync(many, ["-e", $"inject={call}:error={error}:when=1"]);

        Assert.Equal(kind.ToString(), await File.ReadAllTextAsync(Outcome));
        disk.Restart();
        Assert.Empty(await disk.DriftAsync(before));
        if (call is "fsync" or "syncfs")
            Assert.Empty(Directory.GetDirectories(disk.Ours("trees")));

        await disk.PlaceAsync(FaultChild.After(disk.Content, many));
        Assert.Empty(await disk.DriftAsync(FaultChild.After(disk.Content, many), ProofKind.Read));
    }

    private string Outcome => disk.Root + ".outcome";

    private string Log => disk.Root + ".strace";

    /// <summary>In order; strace counts each call of a thread by itself.</summary>
    private (string Call, int Number)[] CallsOfTheServer()
    {
        var counts = new Dictionary<string, int>();
        return [.. File.ReadLines(Log)
            .Select(line => line.Split([' ', '('], StringSplitOptions.RemoveEmptyEntries))
            .GroupBy(words => words[0])
            .MaxBy(ofThread => ofThread.Count())!
            .Select(words => (words[1], counts[words[1]] = counts.GetValueOrDefault(words[1]) + 1))];
    }

    private async Task<ProcessResult> RunChildAsync(bool many, string[] inject)
    {
        RealPart.Require("strace", "apt-get install strace");
        return await new ProcessRun(
            "strace",
            ["-f", "-qq", "-o", Log, "-e", $"trace={ChangingCalls}", .. inject, Path.Combine(AppContext.BaseDirectory, "Reconciler.Adapters.Tests"),
             "-explicit", "only", "-method", $"*.{nameof(FaultChild.Child_OfAFaultTest_Updates)}"])
        {
            Variables = new Dictionary<string, string?> { [FaultChild.RootVariable] = disk.Root, [FaultChild.ManyVariable] = many ? "1" : "0" },
        }.RunAsync();
    }
}
