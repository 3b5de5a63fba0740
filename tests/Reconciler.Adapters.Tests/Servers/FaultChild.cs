using System.Globalization;
using Reconciler.Adapters.Servers.Directory;
using Reconciler.Core.Content;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Servers;
using Reconciler.Testing.Servers;

namespace Reconciler.Adapters.Tests.Servers;

/// <summary>The work that <see cref="FaultRun"/> starts in a process of its own.</summary>
public sealed class FaultChild
{
    internal const string RootVariable = "RECONCILER_FAULT_ROOT";
    internal const string WorkVariable = "RECONCILER_FAULT_WORK";
    internal const string LayoutVariable = "RECONCILER_FAULT_LAYOUT";
    internal const string AcceptVariable = "RECONCILER_FAULT_ACCEPT";

    internal static Manifest Before(InMemoryContent content, bool many) => Manifest.Of([.. Same(content, many), content.File("changed", "old")]);

    internal static Manifest After(InMemoryContent content, bool many) => Manifest.Of([
        .. Same(content, many), .. Numbered(content, "added/new", many ? 10 : 1),
        content.File("changed", "new"), content.File("added/large", new byte[100_000]), content.Link("link", "changed"),
    ]);

    internal static string OutcomeOf(string root) => root + ".outcome";

    /// <summary>Leaves the kind of its trouble, if it has any, in a file beside the root.</summary>
    [Fact(Explicit = true)]
    public async Task Child_OfAFaultTest_Works()
    {
        var root = Environment.GetEnvironmentVariable(RootVariable)!;
        var content = new InMemoryContent();
        var place = new PackagePlace(new("viewer"), "viewer");
        await using var server = new DirectoryServerConnector(root, TimeProvider.System)
            .Connect(Endpoint(root), new(TimeProvider.System));
        var order = (await server.LookAsync(place, default)).LastOrder!.Value;
        try
        {
            await DoAsync(server, content, place, order);
        }
        catch (ServerException e)
        {
            await File.WriteAllTextAsync(OutcomeOf(root), e.Kind.ToString());
        }
    }

    private static async Task DoAsync(IServer server, InMemoryContent content, PackagePlace place, OrderNumber order)
    {
        var work = Enum.Parse<FaultWork>(Environment.GetEnvironmentVariable(WorkVariable)!);
        if (work == FaultWork.Withdraw)
        {
            await server.WithdrawAsync(place, order, default);
            return;
        }

        var request = work == FaultWork.Refresh
            ? new StageRequest(place, Before(content, many: false), "1", ServerOnDisk.FileTime, order)
            : new StageRequest(place, After(content, work == FaultWork.LargeUpdate), "2", ServerOnDisk.FileTime, order);
        var staged = await server.StageAsync(request, content, new Progress<long>(), default);
        await server.SealAsync(request, staged, default);
        await server.PublishAsync(request, staged, default);
    }

    private static ServerEndpoint Endpoint(string root) => new(new("dp-1"), new(AddressKind.Directory, root), MaxConcurrentCopies: 1)
    {
        Layout = Enum.Parse<Layout>(Environment.GetEnvironmentVariable(LayoutVariable)!),
        AcceptsNonAtomic = bool.Parse(Environment.GetEnvironmentVariable(AcceptVariable)!),
    };

    private static IEnumerable<ManifestEntry> Same(InMemoryContent content, bool many) => Numbered(content, "sub/same", many ? 6 : 1);

    private static IEnumerable<ManifestEntry> Numbered(InMemoryContent content, string path, int count) =>
        Enumerable.Range(0, count).Select(i => content.File($"{path}{i}", i.ToString(CultureInfo.InvariantCulture)));
}
