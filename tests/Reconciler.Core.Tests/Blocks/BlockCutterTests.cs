using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using CsCheck;
using Reconciler.Core.Blocks;
using Reconciler.Core.Content;

namespace Reconciler.Core.Tests.Blocks;

public class BlockCutterTests
{
    // What servers keep hangs on these: they never change. Made by a script in another language from the description alone.
    [Theory]
    [InlineData(0, 0x250eed193144772bUL)]
    [InlineData(1, 0xe6702ca0974d88ecUL)]
    [InlineData(255, 0xc0786baf064f1965UL)]
    public void Gear_OfAByte_IsFrozen(int value, ulong number) => Assert.Equal(number, GearTable.Numbers[value]);

    [Fact]
    public async Task Cut_OfThreeMebibytes_IsFrozen()
    {
        var bytes = Chained(3 << 20);

        await Verify(Encoding.ASCII.GetString(BlocksText.Write([new(Digest.Of(bytes), Cut(bytes))])));
    }

    [Fact]
    public void Cut_InWhateverPortions_IsTheSame() =>
        Gen.Select(Gen.Int[0, 1000], Gen.Int[0, 700_000], Gen.Int[1, 90_000].Array[1, 8]).Sample(
            (seed, size, portions) => Assert.Equal(Cut(Random(seed, size)), Cut(Random(seed, size), portions)),
            iter: 60);

    [Fact]
    public void Cut_OfAnything_IsAllOfItInBlocksOfAllowedSizes() =>
        Gen.Select(Gen.Int[0, 1000], Gen.Int[0, 3_000_000]).Sample(
            (seed, size) =>
            {
                var bytes = Random(seed, size);
                var blocks = Cut(bytes);
                var at = 0;
                foreach (var block in blocks)
                {
                    Assert.Equal(Digest.Of(bytes.AsSpan(at, block.SizeBytes)), block.Digest);
                    at += block.SizeBytes;
                }

                Assert.Equal(size, at);
                Assert.All(blocks.SkipLast(1), block => Assert.InRange(block.SizeBytes, Block.LeastBytes, Block.MostBytes));
                Assert.All(blocks, block => Assert.InRange(block.SizeBytes, 1, Block.MostBytes));
            },
            iter: 20);

    [Fact]
    public void Cut_BytesPutInSomewhere_ChangesOnlyTheBlocksAround()
    {
        var bytes = Random(5, 16 << 20);
        byte[] changed = [.. bytes.AsSpan(0, 9_000_000), .. "put in"u8, .. bytes.AsSpan(9_000_000)];

        var added = Cut(changed).Except(Cut(bytes)).ToArray();

        Assert.InRange(added.Length, 1, 3);
    }

    [Fact]
    public void Cut_OfRandomBytes_HasAboutTheUsualSize() => Assert.InRange((64 << 20) / Cut(Random(6, 64 << 20)).Length, 200 << 10, 320 << 10);

    [Fact]
    public void Cut_OfNothingButZeros_HasBlocksOfTheMostBytes() =>
        Assert.Equal([Block.MostBytes, Block.MostBytes, 5], Cut(new byte[(2 * Block.MostBytes) + 5]).Select(block => block.SizeBytes));

    internal static ImmutableArray<Block> Cut(byte[] bytes, params int[] portions)
    {
        using var cutter = new BlockCutter();
        var at = 0;
        for (var i = 0; at < bytes.Length; i++)
        {
            var portion = Math.Min(portions.Length == 0 ? bytes.Length : portions[i % portions.Length], bytes.Length - at);
            cutter.Append(bytes.AsSpan(at, portion));
            at += portion;
        }

        return cutter.Complete();
    }

    private static byte[] Random(int seed, int size)
    {
        var bytes = new byte[size];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    /// <summary>The SHA-256 of each number in turn.</summary>
    private static byte[] Chained(int size) =>
        [.. Enumerable.Range(0, size / Digest.SizeBytes).SelectMany(number => SHA256.HashData(Encoding.ASCII.GetBytes($"{number}")))];
}
