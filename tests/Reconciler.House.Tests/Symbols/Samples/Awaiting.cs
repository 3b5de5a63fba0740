namespace Reconciler.House.Tests.Symbols.Samples;

/// <summary>Awaits and does not block.</summary>
internal static class Awaiting
{
    public static async Task<int> NumberAsync(Task<int> task)
    {
        await Task.Yield();
        await foreach (var _ in NumbersAsync())
            await Task.Delay(1);
        return await task;
    }

    private static async IAsyncEnumerable<int> NumbersAsync()
    {
        yield return await Task.FromResult(1);
    }
}
