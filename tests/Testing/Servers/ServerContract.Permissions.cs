using Reconciler.Core.Resources;
using Reconciler.Engine.Servers;
using Xunit;

namespace Reconciler.Testing.Servers;

public abstract partial class ServerContract
{
    private static readonly Permissions restricted = new(0x1A0, 0x1E8);

    [Fact]
    public async Task Look_PlacedWithPermissions_SaysWhich()
    {
        var server = await PlacedWithAsync(restricted);
        var view = await server.LookAsync(new(Viewer, "viewer"), default);

        Assert.Equal(restricted, view.Current?.Permissions);
        Assert.True((await server.VerifyAsync(new(Viewer, "viewer"), Content.Package(("a", "one")), ProofKind.Read, [], default)).IsEqual);
    }

    [Fact]
    public async Task Verify_OtherPermissionsThanDeclared_SaysSo()
    {
        await PlacedWithAsync(default);
        await using var server = Connect(Endpoint with { Permissions = restricted });

        var verification = await server.VerifyAsync(new(Viewer, "viewer"), Content.Package(("a", "one")), ProofKind.Stat, [], default);

        Assert.Equal([new(DifferenceKind.ModeDiffers, "")], verification.Differences);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Place_OtherPermissionsThanDeclared_GivesThemWithoutACopy(bool areTaken)
    {
        await PlacedWithAsync(areTaken ? restricted : default);
        await using var server = Connect(Endpoint with { Permissions = areTaken ? default : restricted });
        var manifest = Content.Package(("a", "one"));

        var staged = await PlaceAsync(server, Request(manifest) with { MustRead = true });

        Assert.Equal(0, staged.SentBytes);
        Assert.True((await server.VerifyAsync(new(Viewer, "viewer"), manifest, ProofKind.Read, [], default)).IsEqual);
        Assert.Equal(areTaken ? default : restricted, (await server.LookAsync(new(Viewer, "viewer"), default)).Current?.Permissions);
    }

    private async Task<IServer> PlacedWithAsync(Permissions permissions)
    {
        var server = Connect(Endpoint with { Permissions = permissions });
        await server.ClaimAsync(new(new(new string('a', 32)), Name, fileTime), default);
        await PlaceAsync(server, Request(Content.Package(("a", "one"))));
        return server;
    }
}
