using Reconciler.Core.Content;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Servers;
using Xunit;

namespace Reconciler.Testing.Servers;

/// <summary>What every kind of server does. Each <see cref="Connect()"/> is a new start of the program on the same root.</summary>
public abstract partial class ServerContract
{
    private static readonly DateTimeOffset fileTime = new(2026, 11, 20, 9, 30, 0, TimeSpan.Zero);

    private long orders;

    protected static ServerName Name { get; } = new("dp-1");

    protected static PackageName Viewer { get; } = new("viewer");

    protected InMemoryContent Content { get; } = new();

    protected static ServerEndpoint Endpoint { get; } = new(Name, new(AddressKind.Relative, "dp-1"), MaxConcurrentCopies: 2);

    protected abstract IServer Connect(ServerEndpoint endpoint, Heartbeat heartbeat);

    /// <summary>What a reader finds at a path below the root: text by file, <c>-> target</c> for a link, <c>/</c> for an empty directory; null when nothing stands there.</summary>
    protected abstract IReadOnlyDictionary<string, string>? Read(string publishAs);

    /// <summary>Somebody else writes a file at a path below the root.</summary>
    protected abstract void Write(string path, string text);

    /// <summary>Somebody else deletes a file.</summary>
    protected abstract void Delete(string path);

    /// <summary>The contract holds for both.</summary>
    protected virtual Layout Layout => Layout.Current;

    private IServer Connect() => Connect(Endpoint);

    private IServer Connect(Heartbeat heartbeat) => Connect(Endpoint with { Layout = Layout }, heartbeat);

    private IServer Connect(ServerEndpoint endpoint) => Connect(endpoint with { Layout = Layout }, new(TimeProvider.System));

    protected StageRequest Request(Manifest manifest, string package = "viewer", string? publishAs = null, string? version = null) =>
        new(new(new(package), publishAs ?? package), manifest, version ?? VersionOf(manifest), fileTime, NextOrder());

    /// <summary>Where versions stand side by side, each has a name of its own.</summary>
    protected string VersionOf(Manifest manifest) => Layout == Layout.Current ? "1" : manifest.Digest.Short;

    protected OrderNumber NextOrder() => new(1, ++orders);

    protected async Task<StagedTree> StageAsync(IServer server, StageRequest request) =>
        await server.StageAsync(request, Content, new Progress<long>(), TestContext.Current.CancellationToken);

    protected async Task<StagedTree> PlaceAsync(IServer server, StageRequest request)
    {
        var staged = await StageAsync(server, request);
        await server.SealAsync(request, staged, default);
        await server.PublishAsync(request, staged, default);
        return staged;
    }

    protected async Task<IServer> PlacedAsync(StageRequest request)
    {
        var server = Connect();
        await server.ClaimAsync(new(new(new string('a', 32)), Name, fileTime), default);
        await PlaceAsync(server, request);
        return server;
    }

    private async Task<IServer> ClaimedAsync(string estate = "a")
    {
        var server = Connect();
        await server.ClaimAsync(new(new(new string(estate[0], 32)), Name, fileTime), default);
        return server;
    }

    protected static async Task<ServerException> FailsAsync(TroubleKind kind, Func<Task> action)
    {
        var exception = await Assert.ThrowsAsync<ServerException>(action);
        Assert.Equal(kind, exception.Kind);
        return exception;
    }

    /// <summary>Files that were found in deleted trees and kept.</summary>
    protected abstract IEnumerable<string> SetAside();

    private sealed class SumOfProgress : IProgress<long>
    {
        public long Total { get; private set; }

        public void Report(long value) => Total += value;
    }
}
