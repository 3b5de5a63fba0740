using Reconciler.Adapters.Servers.Directory;
using Reconciler.Core.Resources;
using Reconciler.Engine.Servers;
using Reconciler.Testing;
using Reconciler.Testing.Servers;

namespace Reconciler.Adapters.Tests.Servers;

/// <summary>The contract, on a directory whose versions stand side by side; a reader follows the pointer.</summary>
public sealed class VersionsServerTests : ServerContract, IDisposable
{
    private readonly TemporaryDirectory state = new();

    protected override Layout Layout => Layout.Versions;

    private string Root => state.Combine("roots", "dp-1");

    protected override IServer Connect(ServerEndpoint endpoint, Heartbeat heartbeat) =>
        new DirectoryServerConnector(state.Combine("roots"), TimeProvider.System).Connect(endpoint, heartbeat);

    protected override IReadOnlyDictionary<string, string>? Read(string publishAs) => TreeReader.ReadCurrent(Path.Combine(Root, publishAs));

    protected override void Write(string path, string text)
    {
        var file = Shown(path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    protected override void Delete(string path) => File.Delete(Shown(path));

    protected override IEnumerable<string> SetAside()
    {
        var extra = Path.Combine(Root, ".reconciler", "extra", "viewer");
        return Directory.Exists(extra) ? Directory.GetDirectories(extra).SelectMany(time => TreeReader.Read(time)!.Keys) : [];
    }

    public void Dispose() => state.Dispose();

    /// <summary>A file of the package that a pointer shows stands with its version.</summary>
    private string Shown(string path)
    {
        var package = path[..path.IndexOf('/', StringComparison.Ordinal)];
        return Path.Combine(TreeReader.FindCurrent(Path.Combine(Root, package)) ?? Path.Combine(Root, package), path[(package.Length + 1)..]);
    }
}
