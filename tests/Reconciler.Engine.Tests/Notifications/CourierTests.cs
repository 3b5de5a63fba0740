using System.Collections.Concurrent;
using System.Diagnostics;
using Reconciler.Engine.Notifications;
using Reconciler.Engine.Reconciling;
using static Reconciler.Engine.Tests.Notifications.NewsTests;

namespace Reconciler.Engine.Tests.Notifications;

/// <summary>What reaches a receiver that fails, hangs, or comes back.</summary>
public sealed class CourierTests : IAsyncDisposable
{
    private readonly InMemoryReceiver receiver = new();
    private readonly InMemoryToldRecords records = new();
    private readonly ConcurrentQueue<LoopEvent> told = new();
    private readonly CancellationTokenSource ended = new();
    private readonly ReceiverRules rules = new("chat", ReceiverWish.All, TimeSpan.FromDays(1), TimeSpan.Zero);
    private Task? running;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await ended.CancelAsync();
        if (running is not null)
            await running;
        ended.Dispose();
    }

    [Fact]
    public async Task Post_ToAReceiverThatFails_IsTriedUntilItArrivesAndToldOnce()
    {
        Fail(times: 3);
        Start().Post(Bad("a"));
        await UntilAsync(() => told.Count == 2);

        Assert.Equal((4, "a"), (receiver.Tries, Assert.Single(receiver.Taken).Bulletin.Key));
        Assert.Equal([new LoopEvent.NotificationFailed("chat", "it answered 500"), new LoopEvent.NotificationDelivered("chat")], told);
        Assert.Equal("a", records.Find("chat").Told!.Key);
    }

    [Fact]
    public async Task Post_WhileTheReceiverFails_TellsOnlyTheNewest()
    {
        Fail(times: int.MaxValue);
        var courier = Start();
        courier.Post(Bad("a"));
        await UntilAsync(() => receiver.Tries > 0);
        courier.Post(Bad("b"));
        courier.Post(Bad("c"));
        Fail(times: 0);
        await UntilAsync(() => receiver.Taken.Length > 0);

        Assert.Equal("c", Assert.Single(receiver.Taken).Bulletin.Key);
    }

    [Fact]
    public async Task Post_AfterTheClockWasPutBack_DoesNotWaitForThatTimeToCome()
    {
        records.Write("chat", new(ToldOf(Bad("a")) with { At = TimeProvider.System.GetUtcNow().AddDays(1000) }, Tried: null));
        var courier = new Courier(
            receiver, rules with { AtMostEvery = TimeSpan.FromMinutes(1) }, records, _ => Task.CompletedTask, CourierTiming.Usual, TimeProvider.System);
        courier.Post(Bad("b"));
        courier.Stop();

        await courier.RunAsync(Cancellation);

        Assert.Equal("b", Assert.Single(receiver.Taken).Bulletin.Key);
    }

    [Fact]
    public async Task Post_OfTroubleThatEndsBeforeItArrived_TellsNothing()
    {
        records.Write("chat", new(ToldOf(Good("g")), Tried: null));
        Fail(times: int.MaxValue);
        var courier = Start();
        courier.Post(Bad("a"));
        await UntilAsync(() => receiver.Tries > 0);
        courier.Post(Good("g"));
        Fail(times: 0);
        courier.Stop();
        await running!;

        Assert.Empty(receiver.Taken);
    }

    [Fact]
    public async Task Post_ToAReceiverThatHangs_ReturnsAtOnceAndTheEndIsNotHeldUp()
    {
        receiver.Before = token => Task.Delay(Timeout.Infinite, token);
        var courier = Start();
        courier.Post(Bad("a"));
        await UntilAsync(() => receiver.Tries > 0);
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < 1000; i++)
            courier.Post(Bad($"{i}"));
        await ended.CancelAsync();
        await running!;

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(2), $"{watch.Elapsed}");
        Assert.Equal((null, "a"), (records.Find("chat").Told, records.Find("chat").Tried!.Key));
    }

    [Fact]
    public async Task Post_OfTroubleThatMayHaveArrivedBeforeItEnded_TellsItsEnd()
    {
        records.Write("chat", new(ToldOf(Good("g")), Tried: null));
        receiver.Before = _ => throw new DeliveryException("no answer") { MayHaveArrived = true };
        var courier = Start();
        courier.Post(Bad("a"));
        await UntilAsync(() => !told.IsEmpty);
        receiver.Before = _ => Task.CompletedTask;
        courier.Post(Good("g"));
        await UntilAsync(() => receiver.Taken.Length > 0);
        courier.Stop();
        await running!;

        Assert.Contains(receiver.Taken[^1].Kind, (NoticeKind[])[NoticeKind.Recovered]);
        Assert.Null(records.Find("chat").Tried);
    }

    [Fact]
    public async Task Stop_WithSomethingPosted_TellsItFirst()
    {
        var courier = Start();
        courier.Post(Bad("a"));
        courier.Stop();
        await running!;

        Assert.Single(receiver.Taken);
    }

    [Fact]
    public async Task Stop_WhileItRestsAfterAFailure_EndsAtOnce()
    {
        Fail(times: int.MaxValue);
        var courier = Start(new(TimeSpan.FromHours(1), TimeSpan.FromHours(1)));
        courier.Post(Bad("a"));
        await UntilAsync(() => !told.IsEmpty);
        courier.Stop();
        await running!.WaitAsync(TimeSpan.FromSeconds(5), Cancellation);

        Assert.Equal(1, receiver.Tries);
    }

    [Fact]
    public async Task Post_OfAServerThatComesAndGoes_TellsItsEndOnlyAfterThePause()
    {
        var courier = Start(rules: rules with { AtMostEvery = TimeSpan.FromHours(1) });
        records.Write("chat", new(ToldOf(Good("g")) with { At = DateTimeOffset.UnixEpoch }, Tried: null));
        courier.Post(Bad("a"));
        await UntilAsync(() => receiver.Taken.Length == 1);
        foreach (var bulletin in new[] { Good("g"), Bad("a"), Good("g") })
            courier.Post(bulletin);
        courier.Stop();
        await running!;

        Assert.Single(receiver.Taken);
    }

    [Fact]
    public async Task Tell_ThatIsADefectOfOurs_IsToldWithoutItsWordsAndEndsNothing()
    {
        receiver.Before = _ => throw new InvalidOperationException("hooks.example.com/secret");
        var courier = Start();
        courier.Post(Bad("a"));
        await UntilAsync(() => !told.IsEmpty);
        receiver.Before = _ => Task.CompletedTask;
        await UntilAsync(() => receiver.Taken.Length > 0);

        Assert.Equal(new LoopEvent.NotificationFailed("chat", "unexpected InvalidOperationException"), told.First());
    }

    [Fact]
    public void Wait_AfterFailures_DoublesUpToABoundAndHonoursWhatIsAsked()
    {
        var timing = new CourierTiming(TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(15));
        var passing = new DeliveryException("500");

        Assert.Equal([2, 4, 8, 900, 900], new[] { 1, 2, 3, 10, 1000 }.Select(failures => timing.After(passing, failures, 0).TotalSeconds));
        Assert.Equal(3, timing.After(passing, 1, 1).TotalSeconds);
        Assert.Equal(8, timing.After(new("401") { IsRefused = true }, 1, 0).TotalSeconds);
        Assert.Equal(120, timing.After(new("429") { Wait = TimeSpan.FromMinutes(2) }, 1, 0).TotalSeconds);
        Assert.Equal(3600, timing.After(new("429") { Wait = TimeSpan.FromDays(30) }, 1, 0).TotalSeconds);
    }

    private Courier Start(CourierTiming? timing = null, ReceiverRules? rules = null)
    {
        var courier = new Courier(
            receiver,
            rules ?? this.rules,
            records,
            what =>
            {
                told.Enqueue(what);
                return Task.CompletedTask;
            },
            timing ?? new(TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(100)),
            TimeProvider.System);
        running = courier.RunAsync(ended.Token);
        return courier;
    }

    private void Fail(int times)
    {
        var left = times;
        receiver.Before = _ => left-- > 0 ? throw new DeliveryException("it answered 500") : Task.CompletedTask;
    }

    private static async Task UntilAsync(Func<bool> isSo)
    {
        var watch = Stopwatch.StartNew();
        while (!isSo())
        {
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), "it did not happen");
            await Task.Delay(5, Cancellation);
        }
    }
}
