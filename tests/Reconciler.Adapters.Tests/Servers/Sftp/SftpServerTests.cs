using Reconciler.Engine.Servers;
using Reconciler.Testing;
using Reconciler.Testing.Servers;

namespace Reconciler.Adapters.Tests.Servers.Sftp;

/// <summary>The contract, on a directory that is reached through the real OpenSSH; readers look at the directory itself.</summary>
public class SftpServerTests : ServerContract, IClassFixture<SftpHost>, IDisposable
{
    private readonly SftpHost host;
    private readonly TemporaryDirectory directory = new();

    public SftpServerTests(SftpHost host)
    {
        this.host = host;
        _ = host.Server;
    }

    private string Root => directory.Path;

    protected override IServer Connect(ServerEndpoint endpoint, Heartbeat heartbeat) => host.Connect(host.At(endpoint, Root), heartbeat);

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

    public void Dispose()
    {
        directory.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>A file of the package that a pointer shows stands with its version.</summary>
    private string Shown(string path)
    {
        var package = path[..path.IndexOf('/', StringComparison.Ordinal)];
        return Path.Combine(TreeReader.FindCurrent(Path.Combine(Root, package)) ?? Path.Combine(Root, package), path[(package.Length + 1)..]);
    }
}
