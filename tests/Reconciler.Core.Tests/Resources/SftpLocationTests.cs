using Reconciler.Core.Resources;

namespace Reconciler.Core.Tests.Resources;

public sealed class SftpLocationTests
{
    [Theory]
    [InlineData("sftp://dp-1/srv", null, "dp-1", null, "/srv", "sftp://dp-1/srv")]
    [InlineData("SFTP://Packages@DP-1.Example.com:2222/srv/Packages//", "Packages", "dp-1.example.com", 2222, "/srv/Packages", "sftp://Packages@dp-1.example.com:2222/srv/Packages")]
    [InlineData("sftp://[2001:DB8::1]:22/srv", null, "[2001:db8::1]", 22, "/srv", "sftp://[2001:db8::1]:22/srv")]
    [InlineData("sftp://h/a%20b/100%25/%3F", null, "h", null, "/a b/100%/?", "sftp://h/a b/100%25/%3F")]
    public void TryParse_AnAddress_KnowsItsParts(string text, string? user, string host, int? port, string path, string written)
    {
        Assert.True(SftpLocation.TryParse(text, out var location, out var problem), problem);

        Assert.Equal(new SftpLocation(user, host, port, path), location);
        Assert.Equal(written, location.Address.Path);
        Assert.Equal(location, SftpLocation.Of(location.Address));
    }

    [Theory]
    [InlineData("sftp://dp-1", "write 'sftp://user@host/path'")]
    [InlineData("sftp://dp-1/", "it is the root of the file system")]
    [InlineData("sftp:dp-1/srv", "write 'sftp://user@host/path'")]
    [InlineData("sftp://anna:secret@dp-1/srv", "a password does not belong into Git")]
    [InlineData("sftp://-oProxyCommand=x/srv", "write 'sftp://user@host/path'")]
    [InlineData("sftp://-l@dp-1/srv", "write 'sftp://user@host/path'")]
    [InlineData("sftp://dp$(id)/srv", "write 'sftp://user@host/path'")]
    [InlineData("sftp://dp-\u212A/srv", "write 'sftp://user@host/path'")]
    [InlineData("sftp://dp-1:0/srv", "'0' is not a port")]
    [InlineData("sftp://dp-1:65536/srv", "'65536' is not a port")]
    [InlineData("sftp://dp-1/srv/../etc", "it has a part '..'")]
    [InlineData("sftp://dp-1/srv/%2e%2e/etc", "it has a part '..'")]
    [InlineData("sftp://dp-1/srv/a%0Ab", "it contains a control character")]
    [InlineData("sftp://dp-1//srv", "it has an empty part")]
    [InlineData("sftp://dp-1/srv?a", "write 'sftp://user@host/path'")]
    public void TryParse_SomethingElse_SaysWhatIsWrong(string text, string expected)
    {
        Assert.False(SftpLocation.TryParse(text, out _, out var problem));
        Assert.Contains(expected, problem, StringComparison.Ordinal);
    }
}
