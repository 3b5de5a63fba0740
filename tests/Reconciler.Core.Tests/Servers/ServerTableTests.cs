using Reconciler.Core.Resources;
using Reconciler.Core.Servers;

namespace Reconciler.Core.Tests.Servers;

public class ServerTableTests
{
    private readonly ServerTable table = new();

    [Fact]
    public void Number_KnownName_IsTheSame()
    {
        var first = table.Number(new("dp-1"));
        table.Number(new("dp-2"));

        Assert.Equal(first, table.Number(new("dp-1")));
        Assert.Equal(2, table.Count);
    }

    [Fact]
    public void Number_NamesThatDifferInCase_AreTwo() => Assert.NotEqual(table.Number(new("dp-1")), table.Number(new("DP-1")));

    [Fact]
    public void TryGetNumber_UnknownName_GivesOutNoNumber()
    {
        Assert.False(table.TryGetNumber(new("dp-1"), out _));
        Assert.Equal(0, table.Count);
    }

    [Fact]
    public void SetOf_NewNames_AreNumbered()
    {
        var set = table.SetOf(new ServerName("dp-1"), new ServerName("dp-2"));

        Assert.Equal(2, set.Count);
        Assert.True(set.Contains(new("dp-2")));
    }

    [Fact]
    public void SetOf_TableGrowsLater_StaysAsItWas()
    {
        var before = table.SetOf(new ServerName("dp-1"));
        for (var i = 0; i < 200; i++)
            table.Number(new($"later-{i}"));

        Assert.Equal("dp-1", before.ToString());
        Assert.Equal(2, (before | table.SetOf(new ServerName("later-199"))).Count);
    }
}
