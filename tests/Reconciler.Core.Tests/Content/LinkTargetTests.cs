using Reconciler.Core.Content;

namespace Reconciler.Core.Tests.Content;

public class LinkTargetTests
{
    [Theory]
    [InlineData("link", "file", true)]
    [InlineData("link", "a/b/c", true)]
    [InlineData("link", "./a//b/.", true)]
    [InlineData("link", ".", true)]
    [InlineData("link", "a/..", true)]
    [InlineData("a/link", "..", true)]
    [InlineData("a/b/link", "../../c", true)]
    [InlineData("a/link", "../a/../b", true)]
    [InlineData("link", "...", true)]
    [InlineData("link", "..", false)]
    [InlineData("link", "../package/file", false)]
    [InlineData("a/link", "../..", false)]
    [InlineData("a/link", "../../a/file", false)]
    [InlineData("link", "a/../../a", false)]
    [InlineData("link", "/etc/passwd", false)]
    [InlineData("link", "", false)]
    [InlineData("link", "a\0b", false)]
    public void StaysInside_NoOtherLinks_IsTold(string link, string target, bool expected) =>
        Assert.Equal(expected, LinkTarget.StaysInside(link, target, _ => false));

    [Theory]
    [InlineData("l", "a/up", true)]
    [InlineData("l", "a/up/file", true)]
    [InlineData("l", "a/up/..", false)]
    [InlineData("l", "a/up/x/..", false)]
    [InlineData("l", "a/up/x/../y", false)]
    [InlineData("a/l", "../b/..", true)]
    public void StaysInside_BehindAnotherLink_NeverClimbs(string link, string target, bool expected) =>
        Assert.Equal(expected, LinkTarget.StaysInside(link, target, path => path == "a/up"));
}
