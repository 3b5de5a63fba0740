using System.Collections.Immutable;
using Reconciler.Cli.Listening;
using Reconciler.Engine.Despooling;
using Reconciler.Engine.Notifications;
using Reconciler.Engine.Reconciling;

namespace Reconciler.Cli.Notifications;

/// <summary>Lets the receivers of notifications know how things stand; the loop waits for none of them.</summary>
internal sealed class Couriers : ILoopListener
{
    /// <summary>For what was found out last, when the loop ends.</summary>
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(3);

    private readonly ImmutableArray<SetUpReceiver> receivers;
    private readonly ImmutableArray<(string Name, LoopObserver Observer, Courier Courier)> all;
    private readonly IToldRecords records;
    private readonly TimeProvider time;
    private readonly CancellationTokenSource ended = new();
    private readonly Task running;

    /// <param name="tell">Takes what becomes of receivers that fail.</param>
    internal Couriers(ImmutableArray<SetUpReceiver> receivers, IToldRecords records, Func<LoopEvent, Task> tell, TimeProvider time)
    {
        this.receivers = receivers;
        this.records = records;
        this.time = time;
        all =
        [
            .. from receiver in receivers
               let name = receiver.Rules.Name
               select (name, new LoopObserver(receiver.Settings.Scope, records.Changed(name)), new Courier(receiver.Receiver, receiver.Rules, records, tell, CourierTiming.Usual, time)),
        ];
        running = Task.WhenAll(all.Select(one => Task.Run(() => one.Courier.RunAsync(ended.Token))));
    }

    public Task TellAsync(LoopEvent what)
    {
        // Told for every few bytes that are copied.
        if (all.IsEmpty || what is LoopEvent.Step { What: RunStep.Doing { What: Happened.Copied } })
            return Task.CompletedTask;

        var now = time.GetUtcNow();
        var changed = new Dictionary<string, string>();
        foreach (var (name, observer, courier) in all)
        {
            var before = observer.Changed;
            var bulletin = observer.Add(what, now);
            if (observer.Changed is { } after && after != before)
                changed[name] = after;
            if (bulletin is not null)
                courier.Post(bulletin);
        }

        if (changed.Count > 0)
            records.WriteChanged(changed);
        return Task.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (_, _, courier) in all)
            courier.Stop();
        await Task.WhenAny(running, Task.Delay(patience, time));
        await ended.CancelAsync();
        await running;
        foreach (var receiver in receivers)
            receiver.Receiver.Dispose();
        ended.Dispose();
    }
}
