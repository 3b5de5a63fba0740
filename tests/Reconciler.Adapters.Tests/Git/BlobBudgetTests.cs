using Reconciler.Adapters.Git;

namespace Reconciler.Adapters.Tests.Git;

/// <summary>Never more bytes at once than there are, and nobody is forgotten.</summary>
public sealed class BlobBudgetTests
{
    [Fact]
    public async Task Take_ManyAtOnce_NeverMoreThanThereIs()
    {
        var budget = new BlobBudget(100);
        long taken = 0, most = 0;
        await Parallel.ForAsync(0, 400, new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = TestContext.Current.CancellationToken }, (i, cancellationToken) =>
        {
            var bytes = i * 37 % 100;
            budget.Take(bytes, cancellationToken);
            InterlockedMax(ref most, Interlocked.Add(ref taken, bytes));
            Thread.SpinWait(500);
            Interlocked.Add(ref taken, -bytes);
            budget.GiveBack(bytes);
            return ValueTask.CompletedTask;
        });

        Assert.InRange(most, 1, 100);
        budget.Take(100, CancellationToken.None);
    }

    [Fact]
    public async Task Take_GivenUp_LetsTheNextOneIn()
    {
        var budget = new BlobBudget(100);
        budget.Take(60, CancellationToken.None);
        using var cancellation = new CancellationTokenSource();
        var large = Task.Run(() => budget.Take(80, cancellation.Token), TestContext.Current.CancellationToken);
        await Task.Delay(100, TestContext.Current.CancellationToken);
        var small = Task.Run(() => budget.Take(10, CancellationToken.None), TestContext.Current.CancellationToken);
        await Task.Delay(100, TestContext.Current.CancellationToken);
        Assert.False(small.IsCompleted);

        await cancellation.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => large);
        await small.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }

    private static void InterlockedMax(ref long most, long value)
    {
        for (var seen = Volatile.Read(ref most); value > seen; seen = Volatile.Read(ref most))
            Interlocked.CompareExchange(ref most, value, seen);
    }
}
