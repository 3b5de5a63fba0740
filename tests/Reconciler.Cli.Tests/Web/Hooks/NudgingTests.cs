using Microsoft.Extensions.Time.Testing;
using Reconciler.Cli.Web.Hooks;

namespace Reconciler.Cli.Tests.Web.Hooks;

public class NudgingTests
{
    [Fact]
    public void Ask_ManyTimes_NudgesAtOnceAndOnceMoreASecondLater()
    {
        var time = new FakeTimeProvider();
        var nudges = 0;
        var nudging = new Nudging(() => nudges++, time);

        for (var i = 0; i < 100; i++)
            nudging.Ask();
        Assert.Equal(1, nudges);

        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(2, nudges);

        time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(2, nudges);

        nudging.Ask();
        Assert.Equal(3, nudges);
    }
}
