using CsCheck;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;

namespace Reconciler.Core.Tests.Servers;

/// <summary>Every operation against a <see cref="HashSet{T}"/> of numbers, over words that do and do not meet.</summary>
public class ServerSetTests
{
    private static readonly ServerTable table = TableOf(400);

    /// <summary>Dense within a window of the table, so that two sets may overlap, touch or lie words apart.</summary>
    private static readonly Gen<int[]> numbers =
        from start in Gen.Int[0, 399]
        from length in Gen.OneOf(Gen.Const(1), Gen.Int[1, 70], Gen.Int[1, 400])
        from members in Gen.Int[start, Math.Min(399, start + length)].Array[0, 40]
        select members;

    private static ServerTable TableOf(int count)
    {
        var result = new ServerTable();
        for (var i = 0; i < count; i++)
            result.Number(new($"dp-{i:000}"));
        return result;
    }

    private static void Agree(HashSet<int> model, ServerSet set)
    {
        Assert.Equal(model.Order(), set.Numbers);
        Assert.Equal(model.Count, set.Count);
        Assert.Equal(model.Count == 0, set.IsEmpty);
        Assert.Equal(table.SetOfNumbers(model), set);
        Assert.Equal(table.SetOfNumbers(model).GetHashCode(), set.GetHashCode());
    }

    [Fact]
    public void Operators_AnyTwoSets_AgreeWithHashSets() =>
        Gen.Select(numbers, numbers).Sample(
            (left, right) =>
            {
                var (x, y) = (table.SetOfNumbers(left), table.SetOfNumbers(right));
                Agree([.. left.Union(right)], x | y);
                Agree([.. left.Intersect(right)], x & y);
                Agree([.. left.Except(right)], x - y);
                Assert.Equal(left.Intersect(right).Any(), x.Overlaps(y));
                Assert.Equal(left.ToHashSet().IsSubsetOf(right), x.IsSubsetOf(y));
                Assert.Equal(left.ToHashSet().SetEquals(right), x.Equals(y));
            },
            iter: 3000);

    [Fact]
    public void Operators_AnyTwoSets_LeaveThemAsTheyWere() =>
        Gen.Select(numbers, numbers).Sample((left, right) =>
        {
            var (x, y) = (table.SetOfNumbers(left), table.SetOfNumbers(right));
            _ = (x | y, x & y, x - y);
            Agree([.. left], x);
            Agree([.. right], y);
        });

    [Fact]
    public void Contains_EveryServer_AgreesWithTheModel() =>
        numbers.Sample(members =>
        {
            var set = table.SetOfNumbers(members);
            return Enumerable.Range(0, 400).All(number => set.Contains(table[number]) == members.Contains(number));
        });

    [Fact]
    public void ByName_Always_IsSortedByName()
    {
        var unsorted = new ServerTable();
        var set = unsorted.SetOf(new ServerName("dp-c"), new ServerName("dp-A"), new ServerName("dp-b"));

        Assert.Equal(["dp-A", "dp-b", "dp-c"], set.ByName().Select(server => server.Value));
        Assert.Equal("dp-A, dp-b, dp-c", set.ToString());
    }

    [Fact]
    public void FromWords_OfToWords_IsTheSame() =>
        numbers.Sample(members =>
        {
            var set = table.SetOfNumbers(members);
            var (firstWord, words) = set.ToWords();
            return ServerSet.FromWords(table, firstWord, words.ToArray()).Equals(set);
        });

    [Fact]
    public void FromWords_ZerosAround_AreTrimmed()
    {
        var set = ServerSet.FromWords(table, 0, [0, 0b101, 0]);

        Assert.Equal(table.SetOfNumbers([64, 66]), set);
        Assert.Equal(1, set.ToWords().Words.Length);
    }

    [Fact]
    public void ToBitmap_Always_HasOneBitANumber() =>
        numbers.Sample(members =>
        {
            var bitmap = table.SetOfNumbers(members).ToBitmap();
            return bitmap.Length == 50 && Enumerable.Range(0, 400).All(i => ((bitmap[i / 8] >> (i % 8)) & 1) == (members.Contains(i) ? 1 : 0));
        });

    [Fact]
    public void Operators_SetsOfTwoTables_Throw()
    {
        var one = table.SetOfNumbers([1]);
        var other = TableOf(2).SetOfNumbers([1]);

        Assert.Throws<InvalidOperationException>(() => one | other);
        Assert.Throws<InvalidOperationException>(() => one & other);
        Assert.Throws<InvalidOperationException>(() => one - other);
        Assert.Throws<InvalidOperationException>(() => one.Overlaps(other));
        Assert.Throws<InvalidOperationException>(() => one.IsSubsetOf(other));
        Assert.NotEqual(one, other);
    }

    // Empty sets take short cuts; none of them may skip the check.
    [Fact]
    public void Operators_EmptySetOfAnotherTable_Throws()
    {
        var one = table.SetOfNumbers([1]);
        var other = new ServerTable().Empty;

        Assert.Throws<InvalidOperationException>(() => one | other);
        Assert.Throws<InvalidOperationException>(() => one & other);
        Assert.Throws<InvalidOperationException>(() => one - other);
    }
}
