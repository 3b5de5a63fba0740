using System.Text;
using Reconciler.Core.Content;
using Reconciler.Engine.Servers;
using Reconciler.Testing.Servers;

namespace Reconciler.Engine.Tests.Servers;

public class InMemoryServerTests : ServerContract
{
    private readonly InMemoryRoot root = new();

    protected override IServer Connect(ServerEndpoint endpoint, Heartbeat heartbeat) => new InMemoryServer(endpoint, root, heartbeat);

    protected override IReadOnlyDictionary<string, string>? Read(string publishAs)
    {
        if (!root.Visible.TryGetValue(publishAs, out var tree))
            return null;

        var kinds = tree.Manifest.Entries.ToDictionary(entry => entry.Path, entry => entry.Kind);
        return new SortedDictionary<string, string>(
            tree.Entries.ToDictionary(
                entry => entry.Key,
                entry => kinds.GetValueOrDefault(entry.Key) switch
                {
                    EntryKind.Symlink => $"-> {Encoding.UTF8.GetString(entry.Value)}",
                    EntryKind.EmptyDirectory => "/",
                    _ => Encoding.UTF8.GetString(entry.Value),
                }),
            StringComparer.Ordinal);
    }

    protected override void Write(string path, string text)
    {
        var (publishAs, inner) = Split(path);
        if (!root.Visible.TryGetValue(publishAs, out var tree))
            root.Visible[publishAs] = tree = new() { Id = "theirs", Manifest = Manifest.Of([]), Version = "" };

        tree.Entries[inner] = Encoding.UTF8.GetBytes(text);
    }

    protected override void Delete(string path)
    {
        var (publishAs, inner) = Split(path);
        root.Visible[publishAs].Entries.Remove(inner);
    }

    protected override IEnumerable<string> SetAside() => root.SetAside;

    private static (string PublishAs, string Inner) Split(string path) => (path[..path.IndexOf('/')], path[(path.IndexOf('/') + 1)..]);
}
