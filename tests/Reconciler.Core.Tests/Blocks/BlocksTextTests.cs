using System.Collections.Immutable;
using System.Text;
using Reconciler.Core.Blocks;
using Reconciler.Core.Content;

namespace Reconciler.Core.Tests.Blocks;

public class BlocksTextTests
{
    private static readonly Digest one = Digest.Of("one"u8);
    private static readonly FileBlocks file = new(one, [new(Block.MostBytes, one), new(Block.LeastBytes, Digest.Of("two"u8)), new(7, one)]);

    [Fact]
    public void Read_WhatWasWritten_IsTheSame()
    {
        var other = new FileBlocks(Digest.Of("two"u8), [new(3, one)]);

        Assert.Equal([.. new[] { file, other }.OrderBy(each => each.Digest)], BlocksText.Read(BlocksText.Write([other, file, other])));
        Assert.Empty(BlocksText.Read(BlocksText.Write([])));
    }

    [Fact]
    public void Read_AnyByteChangedOrCut_IsRefused()
    {
        var bytes = BlocksText.Write([file]);
        for (var at = 0; at < bytes.Length; at++)
        {
            var changed = bytes.ToArray();
            changed[at] ^= 1;
            Assert.Throws<FormatException>(() => BlocksText.Read(changed));
            Assert.Throws<FormatException>(() => BlocksText.Read(bytes.AsSpan(0, at)));
        }
    }

    [Theory]
    [InlineData("reconciler-blocks 2\n")]
    [InlineData("reconciler-blocks 1")]
    [InlineData("reconciler-blocks 1\nfile 1048577 DIGEST\n1048577 BLOCK\n")]
    [InlineData("reconciler-blocks 1\nfile 20 DIGEST\n10 BLOCK\n10 BLOCK\n")]
    [InlineData("reconciler-blocks 1\nfile 10 DIGEST\n11 BLOCK\n")]
    [InlineData("reconciler-blocks 1\nfile 10 DIGEST\n-10 BLOCK\n")]
    [InlineData("reconciler-blocks 1\nfile 10 DIGEST\n0 BLOCK\n10 BLOCK\n")]
    [InlineData("reconciler-blocks 1\nfile 9223372036854775807 DIGEST\n1048576 BLOCK\n")]
    [InlineData("reconciler-blocks 1\nfile 0 DIGEST\n")]
    [InlineData("reconciler-blocks 1\nfile 10 DIGEST\n10 BLOCK and more\n")]
    [InlineData("reconciler-blocks 1\nfile 10 ../../etc\n10 BLOCK\n")]
    [InlineData("reconciler-blocks 1\n10 BLOCK\n")]
    public void Read_BlocksThatNoFileHas_IsRefused(string text)
    {
        var bytes = Encoding.ASCII.GetBytes(text.Replace("DIGEST", one.ToString()).Replace("BLOCK", "7XTnLyv3CIYFqkX2Pwxhs2Kb8a6KnW9Yd3bfxLRGgzI"));

        Assert.Throws<FormatException>(() => BlocksText.Read([.. bytes, .. Encoding.ASCII.GetBytes($"end {Digest.Of(bytes)}\n")]));
    }

    [Fact]
    public void BytesToReach_OfWhatSharesBlocks_CountsTheOthers()
    {
        ImmutableArray<Block> shared = [new(Block.MostBytes, one)];

        Assert.Equal(Block.LeastBytes + 7, file.BytesToReach([new(Digest.Of("x"u8), shared)]));
        Assert.Equal(file.SizeBytes, file.BytesToReach([]));
    }
}
