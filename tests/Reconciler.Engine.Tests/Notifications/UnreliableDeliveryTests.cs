using CsCheck;
using Reconciler.Engine.Notifications;
using static Reconciler.Engine.Tests.Notifications.NewsTests;

namespace Reconciler.Engine.Tests.Notifications;

/// <summary>Whatever happens on the way, and whenever the process ends: what a receiver heard last is how things stand.</summary>
public sealed class UnreliableDeliveryTests
{
    private static readonly ReceiverRules rules = new("chat", ReceiverWish.All, TimeSpan.FromDays(1), TimeSpan.Zero);

    private static readonly Gen<Bulletin> anything = OneOf(Good("g1"), Good("g2"), Bad("b1"), Bad("b2"));

    [Fact]
    public Task Deliveries_OverAnUnreliableWay_EndWithHowThingsStand() =>
        Gen.Select(anything, Gen.Enum<Way>()).List[0, 12].Select(anything).SampleAsync(async run =>
        {
            var heard = await HearAsync([.. run.Item1, (run.Item2, Way.Arrives)]);

            Assert.Equal(run.Item2.Key, heard[^1].Bulletin.Key);
        });

    /// <summary>Where nothing gets lost on the way, who looks at the delivery's id hears nothing twice.</summary>
    [Fact]
    public Task Deliveries_ThatAllArrive_RepeatNothingUnderAnotherId() =>
        Gen.Select(anything, OneOf(Way.Arrives, Way.Refused, Way.ArrivesUnanswered, Way.EndsAfterwards)).List[0, 12].SampleAsync(async run =>
        {
            var heard = (await HearAsync(run)).DistinctBy(message => message.Delivery).Select(message => message.Bulletin.Key).ToArray();

            Assert.DoesNotContain(heard.Zip(heard.Skip(1)), pair => pair.First == pair.Second);
        });

    private static Gen<T> OneOf<T>(params T[] some) => Gen.Int[0, some.Length - 1].Select(index => some[index]);

    /// <summary>A courier for each bulletin, as after a restart; each tries once.</summary>
    private static async Task<List<Notice.Message>> HearAsync(IEnumerable<(Bulletin Bulletin, Way Way)> run)
    {
        var records = new InMemoryToldRecords();
        var heard = new List<Notice.Message>();
        foreach (var (bulletin, way) in run)
        {
            using var ended = new CancellationTokenSource();
            var courier = new Courier(new Receiver(way, heard, ended), rules, records, _ => Task.CompletedTask, CourierTiming.Usual, TimeProvider.System);
            courier.Post(bulletin);
            courier.Stop();
            await courier.RunAsync(ended.Token);
        }

        return heard;
    }

    private enum Way
    {
        Arrives,

        Refused,

        ArrivesUnanswered,

        IsLostUnanswered,

        EndsBefore,

        EndsAfterwards,
    }

    private sealed class Receiver(Way way, List<Notice.Message> heard, CancellationTokenSource process) : IReceiver
    {
        public async Task<ReceiverAnswer> TellAsync(Notice notice, CancellationToken cancellationToken)
        {
            if (way is Way.Arrives or Way.ArrivesUnanswered or Way.EndsAfterwards)
                heard.Add((Notice.Message)notice);
            if (way is Way.EndsBefore or Way.EndsAfterwards)
                await process.CancelAsync();
            cancellationToken.ThrowIfCancellationRequested();
            return way == Way.Arrives
                ? new("here", "200")
                : throw new DeliveryException("no") { MayHaveArrived = way != Way.Refused };
        }
    }
}
