using Reconciler.Adapters.Servers.Directory;
using Reconciler.Engine.Servers;
using Reconciler.Testing;
using Reconciler.Testing.Servers;

namespace Reconciler.Adapters.Tests.Servers;

/// <summary>The contract, on a directory.</summary>
public sealed class DirectoryServerTests : ServerContract, IDisposable
{
    private readonly TemporaryDirectory state = new();

    private string Root => state.Combine("roots", "dp-1");

    protected override IServer Connect(ServerEndpoint endpoint, Heartbeat heartbeat) =>
        new DirectoryServerConnector(state.Combine("roots"), TimeProvider.System).Connect(endpoint, heartbeat);

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

    public void Dispose() => state.Dispose();
}
