using Reconciler.Cli.Terminals;
using Reconciler.Engine.Reconciling;

namespace Reconciler.Cli.Listening;

/// <summary>Everybody who listens to the loop. One that fails is told of, and neither stops the loop nor keeps anything from the others.</summary>
internal sealed class LoopListeners(Terminal terminal) : IAsyncDisposable
{
    private readonly List<ILoopListener> listeners = [];
    private readonly SemaphoreSlim turn = new(1);

    /// <summary>Before anything is told.</summary>
    internal void Add(ILoopListener listener) => listeners.Add(listener);

    internal async Task TellAsync(LoopEvent what)
    {
        await turn.WaitAsync();
        try
        {
            foreach (var listener in listeners)
                await TryAsync(listener, listener.TellAsync(what));
        }
        finally
        {
            turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(listeners.Select(listener => TryAsync(listener, listener.DisposeAsync().AsTask())));
        turn.Dispose();
    }

    private async Task TryAsync(ILoopListener listener, Task work)
    {
        try
        {
            await work;
        }
        catch (Exception defect)
        {
            await terminal.Error.WriteLineAsync($"{terminal.ErrorStyle.Red("error:")} unexpected {defect.GetType().Name} in {listener.GetType().Name}: {defect.Message}");
        }
    }
}
