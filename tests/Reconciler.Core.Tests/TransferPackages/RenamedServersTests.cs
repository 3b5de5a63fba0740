using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Core.Tests.TransferPackages;

/// <summary>dp-1 became dp-2 at 1, which became dp-3 at 2; at 3 another server got the name dp-1, and at 4 became dp-9.</summary>
public class RenamedServersTests
{
    private readonly RenamedServers renamed = new(
    [
        (new("dp-9"), [Renamed(4, "dp-1")]),
        (new("dp-3"), [Renamed(2, "dp-1", "dp-2")]),
        (new("dp-2"), [Renamed(1, "dp-1")]),
    ]);

    [Theory]
    [InlineData("dp-1", 0, "dp-3")]
    [InlineData("dp-2", 1, "dp-3")]
    [InlineData("dp-3", 2, "dp-3")]
    [InlineData("dp-1", 3, "dp-9")]
    [InlineData("dp-5", 0, "dp-5")]
    public void NowOf_ANameOfThen_FollowsTheServerAndNotTheName(string then, int day, string now) =>
        Assert.Equal(new ServerName(now), renamed.NowOf(new(then), At(day)));

    [Fact]
    public void NamesOf_AServer_AreItsOwnNewestFirst()
    {
        Assert.Equal([("dp-3", null), ("dp-2", At(2)), ("dp-1", At(1))], renamed.NamesOf(new("dp-3")).Select(name => (name.Name.Value, name.Until)));
        Assert.Equal([("dp-9", null), ("dp-1", (DateTimeOffset?)At(4))], renamed.NamesOf(new("dp-9")).Select(name => (name.Name.Value, name.Until)));
    }

    private static DateTimeOffset At(int day) => GenRecords.Epoch.AddDays(day);

    private static ServerRecord Renamed(int day, params string[] from) =>
        new(1, At(day), [new ServerEvent.Renamed([.. from.Select(name => new ServerName(name))], "/srv/x", null)]);
}
