using System.Collections.Concurrent;
using Reconciler.Core.Resources;

namespace Reconciler.Adapters.Servers;

/// <summary>One package is worked on by one caller at a time: its receipt is read, changed and written.</summary>
internal sealed class PackageTurns
{
    private readonly ConcurrentDictionary<PackageName, SemaphoreSlim> turns = new();

    public async Task<T> InsideAsync<T>(PackageName package, Func<Task<T>> work, CancellationToken cancellationToken)
    {
        var turn = turns.GetOrAdd(package, static _ => new(1));
        await turn.WaitAsync(cancellationToken);
        try
        {
            return await work();
        }
        finally
        {
            turn.Release();
        }
    }

    public Task InsideAsync(PackageName package, Func<Task> work, CancellationToken cancellationToken) => InsideAsync(
        package,
        async () =>
        {
            await work();
            return true;
        },
        cancellationToken);
}
