using CsCheck;
using Reconciler.Core.Blocks;
using Reconciler.Core.Content;

namespace Reconciler.Core.Tests.Blocks;

public class BlockPoolTests
{
    // Few blocks, so that they stand in many places; each one's bytes follow from its number.
    private static readonly Gen<int[]> file = Gen.Int[1, 6].Array[0, 12];

    [Fact]
    public void Ranges_PutTogether_AreTheFile() =>
        Gen.Select(file, file.Array[0, 3]).Sample((wanted, there) =>
        {
            var pool = new BlockPool();
            foreach (var each in there)
                pool.Add(Of(each));

            var ranges = pool.RangesOf(Of(wanted));

            var built = new List<byte>();
            foreach (var range in ranges)
            {
                Assert.Equal(built.Count, range.At);
                var source = range.From is { } from ? Bytes(there[from.File]).AsSpan((int)from.At) : Bytes(wanted).AsSpan((int)range.At);
                built.AddRange(source[..(int)range.SizeBytes]);
            }

            Assert.Equal(Bytes(wanted), built);
        });

    [Fact]
    public void Ranges_OfBlocksThatAreThere_SendNoneOfThem() =>
        Gen.Select(file, file).Sample((wanted, there) =>
        {
            var pool = new BlockPool();
            pool.Add(Of(there));

            var sent = pool.RangesOf(Of(wanted)).Where(range => range.From is null).Sum(range => range.SizeBytes);

            Assert.Equal(Of(wanted).BytesToReach([Of(there)]), sent);
        });

    [Fact]
    public void Ranges_OfTheSameFile_AreOne() =>
        file.Where(numbers => numbers.Length > 0).Sample(numbers =>
        {
            var pool = new BlockPool();
            pool.Add(Of(numbers));

            // Where a block stands twice the first place is as good, until the next one shows which it was.
            if (numbers.Distinct().Count() == numbers.Length)
                Assert.Equal([new(0, Of(numbers).SizeBytes, new(0, 0))], pool.RangesOf(Of(numbers)));
        });

    [Fact]
    public void Ranges_OneBlockChangedInTheMiddle_AreThree()
    {
        var pool = new BlockPool();
        pool.Add(Of([1, 2, 3, 4, 5]));

        Assert.Equal(
            [new(0, 3, new(0, 0)), new(3, 6, null), new(9, 9, new(0, 6))],
            pool.RangesOf(Of([1, 2, 6, 4, 5])));
    }

    private static FileBlocks Of(int[] numbers) => new(Digest.Of(Bytes(numbers)), [.. numbers.Select(number => new Block(number, Digest.Of(Bytes([number]))))]);

    private static byte[] Bytes(int[] numbers) => [.. numbers.SelectMany(number => Enumerable.Repeat((byte)number, number))];
}
