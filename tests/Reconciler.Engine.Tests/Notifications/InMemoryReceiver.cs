using System.Collections.Concurrent;
using Reconciler.Engine.Notifications;

namespace Reconciler.Engine.Tests.Notifications;

/// <summary>Takes what it is told, or behaves as a test says.</summary>
internal sealed class InMemoryReceiver : IReceiver
{
    private readonly ConcurrentQueue<Notice.Message> taken = new();

    /// <summary>Asked at each try, before it is taken; may throw, or never end.</summary>
    internal Func<CancellationToken, Task> Before { get; set; } = _ => Task.CompletedTask;

    internal int Tries { get; private set; }

    internal Notice.Message[] Taken => [.. taken];

    public async Task<ReceiverAnswer> TellAsync(Notice notice, CancellationToken cancellationToken)
    {
        Tries++;
        await Before(cancellationToken);
        taken.Enqueue((Notice.Message)notice);
        return new("here", "200");
    }
}
