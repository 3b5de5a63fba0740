using Reconciler.Core.Diagnostics;
using Reconciler.Core.Resources;

namespace Reconciler.Core.Tests.Resources;

public class ServerSettingsTests
{
    private static readonly SourcePosition site = new("sites/london.yaml", 4, 5);
    private static readonly SourcePosition server = new("servers/dp-1.yaml", 7, 3);

    [Fact]
    public void OverriddenBy_SomeFields_TakesTheNearerWithItsPlace()
    {
        var far = new ServerSettings(new("{name}", site), new(4, site), null);
        var near = new ServerSettings(null, new(1, server), new(0, server));

        Assert.Equal(new ServerSettings(new("{name}", site), new(1, server), new(0, server)), far.OverriddenBy(near));
    }

    [Fact]
    public void OverriddenBy_Permissions_ReplacesAllOfThem()
    {
        var far = ServerSettings.None with { Permissions = new(new(0x1A4, 0x1ED), site), CaseInsensitive = new(true, site) };
        var near = ServerSettings.None with { Permissions = new(new(0x180, null), server) };

        Assert.Equal(near with { CaseInsensitive = new(true, site) }, far.OverriddenBy(near));
    }

    [Fact]
    public void OverriddenBy_Nothing_ChangesNothing()
    {
        var far = new ServerSettings(new("/srv", site), new(4, site), new(2, site));

        Assert.Equal(far, far.OverriddenBy(ServerSettings.None));
        Assert.Equal(far, ServerSettings.None.OverriddenBy(far));
    }
}
