using System.Text;
using Reconciler.Adapters.Downloads;
using Reconciler.Core.Content;
using TemporaryDirectory = Reconciler.Testing.TemporaryDirectory;

namespace Reconciler.Adapters.Tests.Downloads;

public sealed class PartialFileTests : IDisposable
{
    private static readonly Uri url = new("https://builds.example.com/a?key=secret");
    private static readonly Digest expected = Digest.Of("whole"u8);

    private readonly TemporaryDirectory directory = new();

    [Fact]
    public void Open_WhatAnEarlierProcessLeft_IsTakenUpWithItsVersion()
    {
        var version = new EntityVersion("\"v1\"", new DateTimeOffset(2026, 11, 22, 14, 3, 0, TimeSpan.Zero));
        Leave(url, "who", version);

        using var partial = Open(url);

        Assert.Equal((3L, version, Digest.Of("who"u8)), (partial.Bytes.Count, partial.Bytes.Version, partial.Bytes.Digest));
        partial.Bytes.Append("le"u8);
        Assert.Equal(expected, partial.Bytes.Digest);
    }

    [Fact]
    public void Open_PartOfAnotherUrl_BeginsAnew()
    {
        Leave(new("https://elsewhere.example.com/a"), "who", EntityVersion.Unknown);

        using var partial = Open(url);

        Assert.Equal((0L, 0L), (partial.Bytes.Count, partial.Stream.Length));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"sour")]
    [InlineData("[]")]
    [InlineData("{\"source\":1}")]
    public void Open_DamagedNote_BeginsAnew(string note)
    {
        Leave(url, "who", EntityVersion.Unknown);
        directory.Write($"{expected}.json", note);

        using var partial = Open(url);

        Assert.Equal(0, partial.Bytes.Count);
    }

    [Fact]
    public void BeginAnew_Always_LeavesNoByteOfBefore()
    {
        Leave(url, "who", EntityVersion.Unknown);
        using (var partial = Open(url))
        {
            partial.Bytes.BeginAnew(EntityVersion.Unknown);
            partial.Bytes.Append("x"u8);
        }

        Assert.Equal("x", File.ReadAllText(directory.Combine($"{expected}.part")));
    }

    [Fact]
    public void Note_OnDisk_HasNoSecretOfTheUrl()
    {
        Leave(url, "who", EntityVersion.Unknown);

        Assert.DoesNotContain("secret", File.ReadAllText(directory.Combine($"{expected}.json")));
    }

    [Fact]
    public void Delete_Always_LeavesNothing()
    {
        Leave(url, "who", EntityVersion.Unknown);
        using (var partial = Open(url))
            partial.Delete();

        Assert.Empty(Directory.EnumerateFileSystemEntries(directory.Path));
    }

    public void Dispose() => directory.Dispose();

    private void Leave(Uri of, string text, EntityVersion version)
    {
        using var partial = Open(of);
        partial.Bytes.BeginAnew(version);
        partial.Bytes.Append(Encoding.UTF8.GetBytes(text));
    }

    private PartialFile Open(Uri of) => PartialFile.Open_NeedsLock(directory.Path, of, expected, CancellationToken.None);
}
