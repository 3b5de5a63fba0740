using Reconciler.Adapters.Servers.Directory;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Servers;
using Reconciler.Testing;
using Reconciler.Testing.Servers;

namespace Reconciler.Adapters.Tests.Servers;

/// <summary>The contract, on a file system that cannot exchange two directories; and what is said of that.</summary>
public sealed class FuseServerTests : ServerContract, IDisposable
{
    private readonly TemporaryDirectory state = new();
    private readonly Mount mount;

    public FuseServerTests()
    {
        Root = state.CreateDirectory("root");
        mount = Mount.Fuse(state.CreateDirectory("disk"), Root);
    }

    private string Root { get; }

    private string Trees => Path.Combine(Root, ".reconciler", "trees");

    [Fact]
    public async Task Probe_WithoutExchange_SaysNoneAndLeavesNothing()
    {
        await using var server = await ClaimedAsync(Accepting);

        Assert.Null(server.Capabilities.Atomicity);
        Assert.Equal(Atomicity.None, await server.ProbeAsync(default));
        Assert.Empty(Directory.GetFileSystemEntries(Trees));
    }

    [Fact]
    public async Task Stage_NotAccepted_IsRefusedBeforeAnythingIsCopied()
    {
        await using var server = await ClaimedAsync(Accepting with { AcceptsNonAtomic = false });

        var trouble = await FailsAsync(TroubleKind.NotSupported, () => PlaceAsync(server, Request(Content.Package(("a", "one")))));

        Assert.Contains("write 'layout: versions' for this server, where each version has a path of its own, or 'acceptNonAtomic: true' to allow that", trouble.Message);
        Assert.Empty(Directory.GetFileSystemEntries(Trees));
        Assert.Null(Read("viewer"));
    }

    [Fact]
    public async Task Publish_KilledInTheGap_IsPublishedByTheNextRunWithoutACopy()
    {
        var (before, after) = (Content.Package(("a", "one")), Content.Package(("a", "two")));
        await using var server = await ClaimedAsync(Accepting);
        await PlaceAsync(server, Request(before));
        var request = Request(after);
        var staged = await StageAsync(server, request);
        await server.SealAsync(request, staged, default);
        Directory.Move(Path.Combine(Root, "viewer"), Path.Combine(Trees, "0123456789abcdef"));

        await using var next = Connect(Accepting, new(TimeProvider.System));
        var view = await next.LookAsync(new(Viewer, "viewer"), default);
        var again = await PlaceAsync(next, Request(after));

        Assert.Equal((null, true, false), (view.Current, view.HasReceipt, view.HasSomethingElse));
        Assert.Equal(0, again.SentBytes);
        Assert.Equal("two", Read("viewer")!["a"]);
        Assert.Equal(0, (await PlaceAsync(next, Request(before))).SentBytes);
        Assert.Equal("one", Read("viewer")!["a"]);
    }

    [Fact]
    public async Task Publish_SomebodyReplacedTheTree_LeavesTheirs()
    {
        await using var server = await ClaimedAsync(Accepting);
        await PlaceAsync(server, Request(Content.Package(("a", "one"))));
        var request = Request(Content.Package(("a", "two")));
        var staged = await StageAsync(server, request);
        await server.SealAsync(request, staged, default);
        Directory.Move(Path.Combine(Root, "viewer"), Path.Combine(Root, "moved"));
        Write("viewer/theirs", "text");

        await FailsAsync(TroubleKind.Conflict, () => server.PublishAsync(request, staged, default));

        Assert.Equal("text", Read("viewer")!["theirs"]);
    }

    protected override IServer Connect(ServerEndpoint endpoint, Heartbeat heartbeat) =>
        new DirectoryServerConnector(state.Combine("roots"), TimeProvider.System).Connect(
            endpoint with { Address = new(AddressKind.Directory, Root), AcceptsNonAtomic = true }, heartbeat);

    protected override IReadOnlyDictionary<string, string>? Read(string publishAs) => TreeReader.Read(Path.Combine(Root, publishAs));

    protected override void Write(string path, string text)
    {
        var file = Path.Combine(Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    protected override void Delete(string path) => File.Delete(Path.Combine(Root, path));

    protected override IEnumerable<string> SetAside()
    {
        var extra = Path.Combine(Root, ".reconciler", "extra", "viewer");
        return Directory.Exists(extra) ? Directory.GetDirectories(extra).SelectMany(time => TreeReader.Read(time)!.Keys) : [];
    }

    public void Dispose()
    {
        mount.Dispose();
        state.Dispose();
    }

    private ServerEndpoint Accepting => new(Name, new(AddressKind.Directory, Root), MaxConcurrentCopies: 1) { AcceptsNonAtomic = true };

    private async Task<IServer> ClaimedAsync(ServerEndpoint endpoint)
    {
        var server = new DirectoryServerConnector(state.Combine("roots"), TimeProvider.System).Connect(endpoint, new(TimeProvider.System));
        await server.ClaimAsync(new(new(new string('a', 32)), Name, DateTimeOffset.UnixEpoch), default);
        return server;
    }
}
