using System.Text;
using CsCheck;
using Reconciler.Core.Content;

namespace Reconciler.Core.Tests.Content;

public class DigestTests
{
    [Theory]
    [InlineData("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    public void Of_TestVectorsOfFips180_AreMet(string text, string expected) =>
        Assert.Equal(expected, Digest.Of(Encoding.ASCII.GetBytes(text)).ToString());

    [Fact]
    public void Parse_WhatWasPrinted_IsTheSame() =>
        Gen.Byte.Array[Digest.SizeBytes].Sample(bytes => Digest.Parse(new Digest(bytes).ToString()) == new Digest(bytes));

    [Fact]
    public void CopyTo_Always_GivesTheBytesBack() =>
        Gen.Byte.Array[Digest.SizeBytes].Sample(bytes =>
        {
            var copy = new byte[Digest.SizeBytes];
            new Digest(bytes).CopyTo(copy);
            return copy.SequenceEqual(bytes);
        });

    [Fact]
    public void CompareTo_Always_IsTheOrderOfTheText() =>
        Gen.Select(Near, Near).Sample((x, y) =>
            Math.Sign(new Digest(x).CompareTo(new(y))) == Math.Sign(string.CompareOrdinal(new Digest(x).ToString(), new Digest(y).ToString())));

    /// <summary>Few values, so that two of them often differ late.</summary>
    private static Gen<byte[]> Near => Gen.OneOf<byte>(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 127, 128, 255).Array[Digest.SizeBytes];

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b85")]
    [InlineData("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b8555")]
    [InlineData("E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855")]
    [InlineData("g3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    public void TryParse_AnythingElse_IsRefused(string? text) => Assert.False(Digest.TryParse(text, out _));

    [Fact]
    public void Short_Always_IsTheFirstTwelveCharacters() => Assert.Equal("e3b0c44298fc", Digest.Of([]).Short);

    [Theory]
    [InlineData(31)]
    [InlineData(33)]
    public void Constructor_WrongLength_IsRefused(int length) => Assert.Throws<ArgumentException>(() => new Digest(new byte[length]));
}
