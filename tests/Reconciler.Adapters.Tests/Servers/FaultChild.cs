using System.Globalization;
using Reconciler.Adapters.Servers.Directory;
using Reconciler.Core.Content;
using Reconciler.Core.Resources;
using Reconciler.Engine.Servers;
using Reconciler.Testing.Servers;

namespace Reconciler.Adapters.Tests.Servers;

/// <summary>The update that <see cref="FaultTests"/> starts in a process of its own.</summary>
public sealed class FaultChild
{
    internal const string RootVariable = "RECONCILER_FAULT_ROOT";
    internal const string ManyVariable = "RECONCILER_FAULT_MANY";

    internal static Manifest Before(InMemoryContent content, bool many) => Manifest.Of([.. Same(content, many), content.File("changed", "old")]);

    internal static Manifest After(InMemoryContent content, bool many) => Manifest.Of([
        .. Same(content, many), .. Numbered(content, "added/new", many ? 10 : 1),
        content.File("changed", "new"), content.File("added/large", new byte[100_000]), content.Link("link", "changed"),
    ]);

    /// <summary>Leaves the kind of its trouble, if it has any, in a file beside the root.</summary>
    [Fact(Explicit = true)]
    public async Task Child_OfAFaultTest_Updates()
    {
        var root = Environment.GetEnvironmentVariable(RootVariable)!;
        var content = new InMemoryContent();
        var place = new PackagePlace(new("viewer"), "viewer");
        await using var server = new DirectoryServerConnector(root, TimeProvider.System)
            .Connect(new(new("dp-1"), new(AddressKind.Directory, root), MaxConcurrentCopies: 1), new(TimeProvider.System));
        var order = (await server.LookAsync(place, default)).LastOrder!.Value;
        var request = new StageRequest(
            place, After(content, Environment.GetEnvironmentVariable(ManyVariable) == "1"), "2", ServerOnDisk.FileTime, order);
        try
        {
            var staged = await server.StageAsync(request, content, new Progress<long>(), default);
            await server.SealAsync(request, staged, default);
            await server.PublishAsync(request, staged, default);
        }
        catch (ServerException e)
        {
            await File.WriteAllTextAsync(root + ".outcome", e.Kind.ToString());
        }
    }

    private static IEnumerable<ManifestEntry> Same(InMemoryContent content, bool many) => Numbered(content, "sub/same", many ? 6 : 1);

    private static IEnumerable<ManifestEntry> Numbered(InMemoryContent content, string path, int count) =>
        Enumerable.Range(0, count).Select(i => content.File($"{path}{i}", i.ToString(CultureInfo.InvariantCulture)));
}
