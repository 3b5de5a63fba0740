using Reconciler.Adapters.TransferPackages;
using Reconciler.Engine.TransferPackages;
using Reconciler.Testing;

namespace Reconciler.Adapters.Tests.TransferPackages;

public sealed class StateLockTests : IDisposable
{
    private readonly TemporaryDirectory temporary = new();
    private readonly StateDirectory directory;

    public StateLockTests()
    {
        directory = new(Path.Combine(temporary.Path, "state"));
    }

    public void Dispose() => temporary.Dispose();

    [Fact]
    public void Take_Held_NamesTheHolder()
    {
        using var held = StateLock.Take(directory, "run", StateFixture.Now);

        var locked = Assert.Throws<StateLockedException>(() => StateLock.Take(directory, "sync", StateFixture.Now));

        Assert.Equal(
            $"The state is locked by reconciler run (pid {Environment.ProcessId} on {Environment.MachineName}) since 2026-11-22 14:03Z ({directory.LockFile})",
            locked.Message);
    }

    [Fact]
    public void Take_Released_GivesAHigherEpoch()
    {
        StateLock.Take(directory, "sync", StateFixture.Now).Dispose();

        using var next = StateLock.Take(directory, "sync", StateFixture.Now);

        Assert.Equal(2, next.Epoch);
    }

    [Fact]
    public void RaiseAbove_EpochSeenElsewhere_LastsBeyondTheHolder()
    {
        using (var held = StateLock.Take(directory, "adopt", StateFixture.Now))
        {
            held.RaiseAbove(41);
            Assert.Equal(42, held.Epoch);
        }

        using var next = StateLock.Take(directory, "sync", StateFixture.Now);
        Assert.Equal(43, next.Epoch);
    }

    [Fact]
    public void Take_EpochDamaged_IsRefusedAndNotHeld()
    {
        StateLock.Take(directory, "sync", StateFixture.Now).Dispose();
        var text = File.ReadAllText(directory.LockHolderFile);
        File.WriteAllText(directory.LockHolderFile, text[..20]);

        Assert.Throws<StateUnreadableException>(() => StateLock.Take(directory, "sync", StateFixture.Now));

        File.WriteAllText(directory.LockHolderFile, text);
        StateLock.Take(directory, "sync", StateFixture.Now).Dispose();
    }

    [Fact]
    public void Take_DirectoryCannotBeCreated_SaysWhich()
    {
        File.WriteAllText(directory.Root, "in the way");

        var failure = Assert.Throws<StateWriteException>(() => StateLock.Take(directory, "sync", StateFixture.Now));

        Assert.Equal(directory.Root, failure.Path);
    }

    [Fact]
    public async Task Text_OfTheHolder_IsFrozen() =>
        await Verify(System.Text.Encoding.UTF8.GetString(LockText.Write(new(812, "hq-1", "run", StateFixture.Now), 7).Span), extension: "json");
}
