using Reconciler.Core.Resources;
using Reconciler.Engine.Reconciling;

namespace Reconciler.Engine.Tests.Reconciling;

public sealed class AllowListTests
{
    [Theory]
    [InlineData("/srv", "/srv/packages", true)]
    [InlineData("/srv/", "/srv", true)]
    [InlineData("/srv", "/srv2/packages", false)]
    [InlineData("/srv/*/packages", "/srv/london/packages", true)]
    [InlineData("/srv/*/packages", "/srv/london/secret", false)]
    [InlineData("/srv/**", "/srv/a/b/c", true)]
    [InlineData("/", "/anything", true)]
    [InlineData("/Srv", "/srv/packages", false)]
    [InlineData(@"\\nas\share", @"\\nas\share\packages", true)]
    [InlineData("/srv", "/srv/../etc", false)]
    public void Root_BelowAnEntry_IsAllowed(string entry, string address, bool isAllowed) =>
        Assert.Equal(isAllowed, new AllowList([entry], []).Refuses(new ServerAddress(AddressKind.Directory, address)) is null);

    [Theory]
    [InlineData("sftp://*.example.com/**", "sftp://packages@dp-1.example.com/srv", true)]
    [InlineData("sftp://*.example.com/**", "sftp://dp-1.example.com:22/srv", true)]
    [InlineData("sftp://*.example.com/**", "sftp://dp-1.example.com:2222/srv", false)]
    [InlineData("sftp://*.example.com:2222/**", "sftp://dp-1.example.com:2222/srv", true)]
    [InlineData("sftp://*.example.com/**", "sftp://dp-1.example.com.evil.org/srv", false)]
    [InlineData("sftp://root@DP-1.example.com/srv", "sftp://packages@dp-1.example.com/srv/packages", true)]
    [InlineData("sftp://dp-1.example.com/srv", "sftp://dp-1.example.com/srv2", false)]
    [InlineData("sftp://dp-1.example.com/srv/*", "sftp://dp-1.example.com/srv/a/b", false)]
    [InlineData("ssh://dp-1.example.com/**", "sftp://dp-1.example.com/srv", false)]
    [InlineData("/srv", "sftp://dp-1.example.com/srv", false)]
    public void Address_BelowAnEntry_IsAllowed(string entry, string address, bool isAllowed)
    {
        Assert.True(SftpLocation.TryParse(address, out var location, out var problem), problem);
        Assert.Equal(isAllowed, new AllowList([], []) { Addresses = [entry] }.Refuses(location.Address) is null);
        Assert.NotNull(new AllowList(["/", entry], [entry]).Refuses(location.Address));
    }

    [Theory]
    [InlineData("s3://packages/**", "s3://packages/shops/dp-1", true)]
    [InlineData("s3://packages/shops", "s3://packages/shops/dp-1", true)]
    [InlineData("s3://packages", "s3://packages", true)]
    [InlineData("s3://packages/shops", "s3://packages/shops-2", false)]
    [InlineData("s3://packages/**", "s3://packages-2/shops", false)]
    [InlineData("sftp://packages/**", "s3://packages/shops", false)]
    public void Bucket_BelowAnEntry_IsAllowed(string entry, string address, bool isAllowed)
    {
        Assert.True(BucketLocation.TryParse(address, out var location, out var problem), problem);
        Assert.Equal(isAllowed, new AllowList([], []) { Addresses = [entry] }.Refuses(location.Address) is null);
        Assert.NotNull(new AllowList(["/", entry], [entry]).Refuses(location.Address));
    }

    [Fact]
    public void Address_NotAllowed_IsToldWithoutItsUser()
    {
        Assert.True(SftpLocation.TryParse("sftp://packages@dp-1.example.com:2222/srv", out var location, out _));
        Assert.Equal("\"allow\": { \"addresses\": [\"sftp://dp-1.example.com:2222/srv\"] }", AllowList.Nothing.Refuses(location.Address));
    }

    [Theory]
    [InlineData("/srv", true)]
    [InlineData("/srv/[a-c]*/packages", true)]
    [InlineData("https://*.example.com/**", true)]
    [InlineData("/srv/[a-c/packages", false)]
    [InlineData("https://builds.example.com/[", false)]
    public void ProblemOf_AMalformedPattern_IsTold(string entry, bool isGood) => Assert.Equal(isGood, AllowList.ProblemOf(entry) is null);

    [Fact]
    public void Root_Relative_NeedsNoEntry() => Assert.Null(AllowList.Nothing.Refuses(new ServerAddress(AddressKind.Relative, "dp-1")));

    [Fact]
    public void Root_NotAllowed_IsToldWithTheLineToAdd() =>
        Assert.Equal("\"allow\": { \"roots\": [\"/srv/packages\"] }", AllowList.Nothing.Refuses(new ServerAddress(AddressKind.Directory, "/srv/packages")));

    [Theory]
    [InlineData("https://builds.example.com/**", "https://builds.example.com/viewer.zip", true)]
    [InlineData("https://builds.example.com", "https://builds.example.com/a/viewer.zip?key=1", true)]
    [InlineData("https://Builds.Example.com:443/a/", "HTTPS://BUILDS.example.com/a/viewer.zip", true)]
    [InlineData("https://builds.example.com/a", "https://builds.example.com/ab/viewer.zip", false)]
    [InlineData("https://builds.example.com/a/*", "https://builds.example.com/a/b/viewer.zip", false)]
    [InlineData("https://builds.example.com/**", "http://builds.example.com/viewer.zip", false)]
    [InlineData("https://builds.example.com/**", "https://builds.example.com:8443/viewer.zip", false)]
    [InlineData("https://builds.example.com/**", "https://builds.example.com.evil.org/viewer.zip", false)]
    [InlineData("https://*.example.com/**", "https://builds.example.com/viewer.zip", true)]
    [InlineData("https://*.example.com/**", "https://example.com/viewer.zip", false)]
    [InlineData("https://**", "https://anything.org/viewer.zip", true)]
    [InlineData("https://builds.example.com/a/**", "https://builds.example.com/a/../secret/viewer.zip", false)]
    [InlineData("https://builds.example.com/a/**", "https://builds.example.com/a/%2e%2e/secret/viewer.zip", false)]
    [InlineData("https://builds.example.com/a/**", "https://builds.example.com/a/..%2fsecret/viewer.zip", false)]
    [InlineData("https://builds.example.com/a b/**", "https://builds.example.com/a%20b/viewer.zip", true)]
    [InlineData("/mnt/builds", "https://builds.example.com/viewer.zip", false)]
    [InlineData("/", "https://builds.example.com/viewer.zip", false)]
    public void Url_BelowAnEntry_IsAllowed(string entry, string url, bool isAllowed) =>
        Assert.Equal(isAllowed, new AllowList([], [entry]).Refuses(AtUrl(url)) is null);

    [Fact]
    public void Url_NotAllowed_IsToldWithALineThatAllowsIt()
    {
        Assert.Equal("\"allow\": { \"sources\": [\"https://builds.example.com/a b/**\"] }", AllowList.Nothing.Refuses(AtUrl("https://builds.example.com/a%20b/viewer.zip?key=1")));
        Assert.Null(new AllowList([], ["https://builds.example.com/a b/**"]).Refuses(AtUrl("https://builds.example.com/a%20b/viewer.zip?key=1")));
    }

    [Fact]
    public void Directory_ForAUrlEntry_IsNotAllowed() => Assert.False(new AllowList([], ["https://builds.example.com/**"]).AllowsSource("/mnt/builds"));

    private static PackageSource.AtUrl AtUrl(string url) => new(url, default, null, default);

    [Theory]
    [InlineData("https://git.example.com", "https://git.example.com/team/viewer.git", true)]
    [InlineData("https://git.example.com/team", "https://GIT.example.com:443/team/viewer.git", true)]
    [InlineData("https://git.example.com/team", "https://git.example.com/teams/viewer.git", false)]
    [InlineData("https://git.example.com", "https://git.example.com.evil.org/viewer.git", false)]
    [InlineData("https://git.example.com", "https://git.example.com@evil.org/viewer.git", false)]
    [InlineData("https://git.example.com", "http://git.example.com/viewer.git", false)]
    [InlineData("https://git.example.com", "https://git.example.com:8443/viewer.git", false)]
    [InlineData("https://*.example.com/**", "https://git.example.com/team/viewer.git", true)]
    [InlineData("https://*.example.com/team/*", "https://git.example.com/other/viewer.git", false)]
    [InlineData("https://git.example.com/team", "https://git.example.com/team/../other", false)]
    [InlineData("ssh://git.example.com/team", "git@git.example.com:team/viewer.git", true)]
    [InlineData("git@git.example.com:team", "ssh://anna@git.example.com:22/team/viewer.git", true)]
    [InlineData("/srv/git", "/srv/git/viewer.git", true)]
    [InlineData("/srv/git", "file:///srv/git/viewer.git", true)]
    [InlineData("/", "https://git.example.com/viewer.git", false)]
    [InlineData("**", "https://git.example.com/viewer.git", false)]
    [InlineData("https://*/**", "https://git.example.com:8443/viewer.git", false)]
    [InlineData("https://*:8443/**", "https://git.example.com:8443/viewer.git", true)]
    [InlineData("ssh://git.example.com", "ssh://git.example.com:2222/viewer.git", false)]
    [InlineData("ssh://git.example.com:2222", "ssh://git.example.com:2222/viewer.git", true)]
    [InlineData("ssh://git.example.com/team", "git+ssh://git.example.com/team/viewer.git", true)]
    [InlineData("ssh://**", "git@git.example.com:viewer.git", true)]
    [InlineData("https://git.example.com/team", "https://git.example.com/%74eam/viewer.git", true)]
    [InlineData("/srv/git", "file:///srv/git/%2e%2e/secret", false)]
    public void Source_UrlBelowAnEntry_IsAllowed(string entry, string url, bool isAllowed) =>
        Assert.Equal(isAllowed, new AllowList([], [entry]).AllowsSource(url));

    [Fact]
    public void Source_GitThatIsNotAllowed_IsToldWithTheLineToAdd()
    {
        Assert.True(GitUrl.TryParse("git@git.example.com:team/viewer.git", out var url, out _));
        var source = new PackageSource.InGit(url, null, "bin", default);

        Assert.Equal("\"allow\": { \"sources\": [\"git@git.example.com:team/viewer.git\"] }", AllowList.Nothing.Refuses(source));
        Assert.Null(new AllowList([], ["ssh://git.example.com"]).Refuses(source));
    }

    [Fact]
    public void Source_ForRoots_IsNotAllowed() => Assert.False(new AllowList(["/mnt/builds"], []).AllowsSource("/mnt/builds/viewer"));
}
