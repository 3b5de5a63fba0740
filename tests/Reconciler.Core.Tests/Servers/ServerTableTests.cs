using System.Text;
using CsCheck;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;

namespace Reconciler.Core.Tests.Servers;

public class ServerTableTests
{
    private readonly ServerTable table = new();

    [Fact]
    public void Number_ManyNames_EachKeepsItsOwn()
    {
        var table = new ServerTable();
        var names = Enumerable.Range(0, 5000).Select(number => new ServerName($"dp-{number * 7919 % 5000}")).ToArray();

        var numbers = Array.ConvertAll(names, table.Number);

        Assert.Equal(Enumerable.Range(0, 5000), numbers);
        for (var i = 0; i < names.Length; i++)
        {
            Assert.Equal(names[i], table[i]);
            Assert.True(table.TryGetNumber(Encoding.UTF8.GetBytes(names[i].Value), expected: -1, out var number));
            Assert.Equal(i, number);
        }

        Assert.False(table.TryGetNumber(new ServerName("dp-5000"), out _));
        Assert.False(table.TryGetNumber("dp-5000"u8, expected: 3, out _));
    }

    [Fact]
    public void Number_SameNamesOnManyThreads_GivesEachOneNumber()
    {
        var table = new ServerTable();

        Parallel.For(0, 8, _ =>
        {
            for (var i = 0; i < 2000; i++)
                Assert.Equal(new ServerName($"dp-{i}"), table[table.Number(new ServerName($"dp-{i}"))]);
        });

        Assert.Equal(2000, table.Count);
    }

    [Fact]
    public void ByName_AnySet_IsSortedAndComplete()
    {
        var table = new ServerTable();
        var names = Enumerable.Range(0, 300).Select(number => new ServerName($"dp-{number * 37 % 300}")).ToArray();
        table.SetOf(names);

        Gen.Bool.Array[300].Sample(chosen =>
        {
            var numbers = Enumerable.Range(0, 300).Where(number => chosen[number]).ToArray();
            var members = table.SetOfNumbers(numbers).ByName();
            Assert.Equal(numbers.Select(number => table[number]).Order(), members);
        });
    }

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
