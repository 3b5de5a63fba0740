using Reconciler.Core.Resources;

namespace Reconciler.Core.Tests.Resources;

public sealed class BucketLocationTests
{
    [Theory]
    [InlineData("s3://packages", "packages", "", "s3://packages")]
    [InlineData("S3://packages/", "packages", "", "s3://packages")]
    [InlineData("s3://packages.example.com/shops/dp-1//", "packages.example.com", "shops/dp-1", "s3://packages.example.com/shops/dp-1")]
    [InlineData("s3://packages/a%20b/100%25/%3F", "packages", "a b/100%/?", "s3://packages/a b/100%25/%3F")]
    public void TryParse_AnAddress_KnowsItsParts(string text, string bucket, string prefix, string written)
    {
        Assert.True(BucketLocation.TryParse(text, out var location, out var problem), problem);

        Assert.Equal(new BucketLocation(bucket, prefix), location);
        Assert.Equal(written, location.Address.Path);
        Assert.Equal(location, BucketLocation.Of(location.Address));
    }

    [Theory]
    [InlineData("s3:packages", "write 's3://bucket/prefix'")]
    [InlineData("s3://Packages/a", "write 's3://bucket/prefix'")]
    [InlineData("s3://ab", "write 's3://bucket/prefix'")]
    [InlineData("s3://-packages", "write 's3://bucket/prefix'")]
    [InlineData("s3://a..b/x", "'a..b' is not a bucket's name")]
    [InlineData("s3://10.0.0.1/x", "'10.0.0.1' is not a bucket's name")]
    [InlineData("s3://key:secret@packages/x", "keys do not belong into Git")]
    [InlineData("s3://packages/a/../b", "it has a part '..'")]
    [InlineData("s3://packages/%2e%2e/b", "it has a part '..'")]
    [InlineData("s3://packages//b", "it has an empty part")]
    [InlineData("s3://packages/a%0Ab", "it contains a control character")]
    [InlineData("s3://packages/a?b", "write 's3://bucket/prefix'")]
    public void TryParse_SomethingElse_SaysWhatIsWrong(string text, string expected)
    {
        Assert.False(BucketLocation.TryParse(text, out _, out var problem));
        Assert.Contains(expected, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void TryParse_PrefixThatLeavesNoRoomForAPackage_IsRefused()
    {
        Assert.False(BucketLocation.TryParse($"s3://packages/{new string('a', 513)}", out _, out var problem));
        Assert.Contains("longer than 512 bytes", problem, StringComparison.Ordinal);
    }
}
