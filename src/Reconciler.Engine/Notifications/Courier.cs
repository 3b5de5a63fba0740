using System.Threading.Channels;
using Reconciler.Engine.Reconciling;

namespace Reconciler.Engine.Notifications;

/// <summary>
/// Brings news to one receiver, one after the other, beside the loop. Only the newest bulletin is kept: what was not delivered before a newer one
/// came is told by that one, compared with what the receiver knows.
/// </summary>
/// <param name="tell">Takes the first of a row of failures, and their end.</param>
public sealed class Courier(IReceiver receiver, ReceiverRules rules, IToldRecords records, Func<LoopEvent, Task> tell, CourierTiming timing, TimeProvider time)
{
    private readonly Channel<Bulletin> posted = Channel.CreateBounded<Bulletin>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
    private long failed;
    private TimeSpan restAfterFailure;
    private int failures;

    /// <summary>Returns at once.</summary>
    public void Post(Bulletin bulletin)
    {
        if (News.Concerns(rules, bulletin))
            posted.Writer.TryWrite(bulletin);
    }

    /// <summary>What was posted is tried once more, if it need not wait; then <see cref="RunAsync"/> ends.</summary>
    public void Stop() => posted.Writer.TryComplete();

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (await posted.Reader.WaitToReadAsync(cancellationToken))
            {
                if (posted.Reader.TryRead(out var bulletin))
                    await DeliverAsync(bulletin, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // What was not delivered is news to the receiver still, also after a restart.
        }
    }

    /// <summary>Until the receiver knows it, or a newer one is there.</summary>
    private async Task DeliverAsync(Bulletin bulletin, CancellationToken cancellationToken)
    {
        while (!posted.Reader.TryPeek(out _))
        {
            var known = records.Find(rules.Name);
            var now = time.GetUtcNow();
            if (News.Of(known, bulletin, rules, now) is not { } notice)
                return;

            // Told in what is the future now: the clock was put back, and nobody knows how long ago it was.
            var pause = known.Told?.At > now ? TimeSpan.Zero : News.Due(known, notice, rules) - now;
            var rest = restAfterFailure - time.GetElapsedTime(failed);
            var wait = pause > rest ? pause : rest;
            if (wait <= TimeSpan.Zero)
                await TryAsync(known, notice, cancellationToken);
            else if (!await RestAsync(wait, cancellationToken))
                return;
        }
    }

    /// <returns>False when something newer was posted meanwhile, or nothing will be any more.</returns>
    private async Task<bool> RestAsync(TimeSpan wait, CancellationToken cancellationToken)
    {
        using var rest = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var newer = posted.Reader.WaitToReadAsync(rest.Token).AsTask();
        var first = await Task.WhenAny(newer, Task.Delay(wait, time, rest.Token));
        await rest.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
        return first != newer;
    }

    private async Task TryAsync(Known known, Notice notice, CancellationToken cancellationToken)
    {
        // Before it is sent: a process that ends in between may have been heard.
        if (known.Tried?.Key != notice.After.Key)
            records.Write(rules.Name, known with { Tried = notice.After });
        try
        {
            await receiver.TellAsync(notice, cancellationToken);
        }
        catch (DeliveryException failure)
        {
            if (!failure.MayHaveArrived)
                records.Write(rules.Name, known);
            await FailAsync(failure);
            return;
        }
        catch (Exception defect) when (!cancellationToken.IsCancellationRequested)
        {
            // Ours. Its message may hold what is secret; the loop and the other receivers go on.
            await FailAsync(new DeliveryException($"unexpected {defect.GetType().Name}") { IsRefused = true });
            return;
        }

        records.Write(rules.Name, new(notice.After with { At = time.GetUtcNow() }, Tried: null));
        restAfterFailure = default;
        if (failures > 0)
            await tell(new LoopEvent.NotificationDelivered(rules.Name));
        failures = 0;
    }

    private async Task FailAsync(DeliveryException failure)
    {
        failures++;
        failed = time.GetTimestamp();
        restAfterFailure = timing.After(failure, failures, Random.Shared.NextDouble());
        if (failures == 1)
            await tell(new LoopEvent.NotificationFailed(rules.Name, failure.Message));
    }
}
