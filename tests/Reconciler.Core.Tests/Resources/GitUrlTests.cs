using Reconciler.Core.Resources;

namespace Reconciler.Core.Tests.Resources;

public sealed class GitUrlTests
{
    [Theory]
    [InlineData("https://git.example.com/team/viewer.git", GitTransport.Http, "git.example.com", null, null, "viewer")]
    [InlineData("http://Git.Example.com:8080/viewer/", GitTransport.Http, "git.example.com", 8080, null, "viewer")]
    [InlineData("ssh://git@host:2222/srv/viewer.git", GitTransport.Ssh, "host", 2222, "git", "viewer")]
    [InlineData("ssh://[::1]:22/viewer", GitTransport.Ssh, "[::1]", 22, null, "viewer")]
    [InlineData("git@host:team/viewer.git", GitTransport.Ssh, "host", null, "git", "viewer")]
    [InlineData("host:viewer", GitTransport.Ssh, "host", null, null, "viewer")]
    [InlineData("/srv/git/viewer.git", GitTransport.Path, "", null, null, "viewer")]
    [InlineData("file:///srv/git/a%20b.git", GitTransport.Path, "", null, null, "a b")]
    [InlineData("\\\\nas\\git\\viewer", GitTransport.Path, "", null, null, "viewer")]
    public void TryParse_EachForm_IsUnderstood(string text, GitTransport transport, string host, int? port, string? user, string name)
    {
        Assert.True(GitUrl.TryParse(text, out var url, out var problem), problem);
        Assert.Equal((transport, host, port, user, name), (url.Transport, url.Host, url.Port, url.User, url.ShortName));
        Assert.Equal(text, url.ToString());
    }

    [Theory]
    [InlineData("https://anna:secret@host/viewer", "password")]
    [InlineData("https://token@host/viewer", "password")]
    [InlineData("ssh://anna:secret@host/viewer", "password")]
    [InlineData("anna:secret@host/viewer", "password")]
    [InlineData("https://host/viewer?token=secret", "'?'")]
    [InlineData("https://host", "no repository")]
    [InlineData("https://host/", "no repository")]
    [InlineData("git@host:", "no repository")]
    [InlineData("git://host/viewer", "so that https or ssh is needed")]
    [InlineData("ftp://host/viewer", "none of https")]
    [InlineData("ext::sh -c id", "blanks")]
    [InlineData("ext::id", "begins with ':'")]
    [InlineData("ssh://-oProxyCommand=id/viewer", "cannot be a host")]
    [InlineData("-oProxyCommand=id:viewer", "cannot be a host")]
    [InlineData("ssh://-l@host/viewer", "cannot be a user")]
    [InlineData("host:-viewer", "begins with '-'")]
    [InlineData("host:$(id)", "character")]
    [InlineData("ssh://host:0/viewer", "port")]
    [InlineData("https://host:99999/viewer", "port")]
    [InlineData("/srv/../etc", "'..'")]
    [InlineData("https://host/a/%2e%2e/b", "'..'")]
    [InlineData("file://host/viewer", "three slashes")]
    [InlineData("file:/srv/viewer.git", "two slashes")]
    [InlineData("https:/host/viewer.git", "two slashes")]
    [InlineData("../viewer", "absolute path")]
    [InlineData("viewer", "absolute path")]
    [InlineData("C:\\viewer", "absolute path")]
    [InlineData("", "empty")]
    public void TryParse_WhatCannotBe_IsRefusedAndSaysWhy(string text, string word)
    {
        Assert.False(GitUrl.TryParse(text, out _, out var problem));
        Assert.Contains(word, problem);
        Assert.DoesNotContain("secret", problem);
    }
}
