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

    [Fact]
    public void Root_Relative_NeedsNoEntry() => Assert.Null(AllowList.Nothing.Refuses(new ServerAddress(AddressKind.Relative, "dp-1")));

    [Fact]
    public void Root_NotAllowed_IsToldWithTheLineToAdd() =>
        Assert.Equal("\"allow\": { \"roots\": [\"/srv/packages\"] }", AllowList.Nothing.Refuses(new ServerAddress(AddressKind.Directory, "/srv/packages")));

    [Fact]
    public void Source_ForRoots_IsNotAllowed() => Assert.False(new AllowList(["/mnt/builds"], []).AllowsSource("/mnt/builds/viewer"));
}
