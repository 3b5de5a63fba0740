using CsCheck;
using Reconciler.Configuration.Values;
using Reconciler.Core.Resources;

namespace Reconciler.Configuration.Tests.Values;

public sealed class AddressTextTests
{
    [Theory]
    [InlineData("dp-1", AddressKind.Relative, "dp-1")]
    [InlineData("./london/dp-1/", AddressKind.Relative, "london/dp-1")]
    [InlineData("/srv/packages/", AddressKind.Directory, "/srv/packages")]
    [InlineData("file:///srv/my%20packages", AddressKind.Directory, "/srv/my packages")]
    [InlineData("FILE:///srv", AddressKind.Directory, "/srv")]
    [InlineData("file:///d:/packages", AddressKind.Directory, "D:/packages")]
    [InlineData(@"d:\packages\", AddressKind.Directory, "D:/packages")]
    [InlineData(@"\\server\share", AddressKind.Directory, @"\\server\share")]
    [InlineData(@"\\server/share\a\", AddressKind.Directory, @"\\server\share\a")]
    public void TryParse_Address_IsReadInOneForm(string text, AddressKind kind, string path)
    {
        Assert.True(AddressText.TryParse(text, out var address, out _));
        Assert.Equal(new ServerAddress(kind, path), address);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a/../b")]
    [InlineData("/srv/../etc")]
    [InlineData("file:///srv/%2e%2e/etc")]
    [InlineData("file:///srv/a%00")]
    [InlineData("file:srv")]
    [InlineData("//srv/a")]
    [InlineData(@"srv\a")]
    [InlineData(@"/srv\a")]
    [InlineData(@"\\server")]
    [InlineData(@"\\server\")]
    [InlineData(@"\\server\..\a")]
    [InlineData(@"d:\")]
    [InlineData("d:a")]
    [InlineData("a/con/b")]
    [InlineData("http://a/b")]
    public void TryParse_NoAddress_SaysWhy(string text)
    {
        Assert.False(AddressText.TryParse(text, out _, out var problem));
        Assert.NotEmpty(problem);
    }

    [Fact]
    public void TryParse_Path_IsReadBackAsItself() => Gen.String[Gen.Char[@"ab/\:.D"], 1, 12].Sample(text =>
    {
        if (AddressText.TryParse(text, out var address, out _))
            Assert.True(AddressText.TryParse(address.Path, out var again, out _) && again == address, text);
    });
}
