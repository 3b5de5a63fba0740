using Reconciler.Engine.Reconciling;

namespace Reconciler.Cli.Listening;

/// <summary>Renders what the loop tells for somebody: a terminal, a monitor, a chat. Disposed when the loop ends, within seconds.</summary>
internal interface ILoopListener : IAsyncDisposable
{
    /// <summary>The loop waits for it: what takes long is done elsewhere. One call at a time.</summary>
    Task TellAsync(LoopEvent what);
}
