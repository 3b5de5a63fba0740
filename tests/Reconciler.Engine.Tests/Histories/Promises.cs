using Reconciler.Core.Resources;
using Reconciler.Core.Servers;
using Reconciler.Testing.Servers;

namespace Reconciler.Engine.Tests.Histories;

/// <summary>What must hold at every step, whatever goes wrong.</summary>
internal sealed class Promises(ModelEstate estate, ModelNetwork network)
{
    private readonly List<(int Slot, PackageName Package, string Path)> readers = [];
    private readonly HashSet<(int Slot, PackageName Package)> tampered = [];
    private readonly List<(int Slot, string Path, InMemoryTree Tree)> foreign = [];
    private readonly List<(int Slot, string File)> extras = [];

    /// <summary>Where somebody else has been: what is recorded there need not be true until it was looked at.</summary>
    internal void Tampered(int slot, PackageName package) => tampered.Add((slot, package));

    internal void Tampered(int slot)
    {
        foreach (var package in estate.Packages)
            tampered.Add((slot, package.Name));
    }

    /// <summary>What is there is nobody's business until somebody adopts it.</summary>
    internal HashSet<(int Slot, PackageName Package)> Forgotten { get; } = [];

    internal void Foreign(int slot, string path, InMemoryTree tree) => foreign.Add((slot, path, tree));

    internal void Extra(int slot, string file) => extras.Add((slot, file));

    /// <summary>Their owner takes everything away that is not ours.</summary>
    internal void Cleared(int slot, string? path = null)
    {
        foreign.RemoveAll(other => other.Slot == slot && (path is null || other.Path == path));
        if (path is null)
            extras.RemoveAll(other => other.Slot == slot);
    }

    /// <summary>A run begins: what is published whole and wanted where it is must stay there.</summary>
    internal void Begin()
    {
        readers.Clear();
        foreach (var (server, package, _) in estate.Wanted())
        {
            if (IsShown(server.Slot, package.Name, package.Path))
                readers.Add((server.Slot, package.Name, package.Path));
        }
    }

    internal void CheckReaders(int slot)
    {
        foreach (var (_, package, path) in readers.Where(reader => reader.Slot == slot))
            Assert.True(IsShown(slot, package, path), $"readers of {package} on a{slot} do not find it whole at {path}");
    }

    /// <summary>Nothing that others put there was changed or deleted; what was taken over is ours from then on.</summary>
    internal void CheckOthers()
    {
        foreach (var other in foreign.ToArray())
        {
            var root = network.Root(other.Slot);
            Assert.True(root.Visible.TryGetValue(other.Path, out var there), $"somebody's directory {other.Path} on a{other.Slot} is gone");
            Assert.Equal(other.Tree.Entries, there.Entries);
            if (root.Receipts.Values.Any(receipt => receipt.Trees.Contains(there)))
                foreign.Remove(other);
        }

        foreach (var (slot, file) in extras)
        {
            var root = network.Root(slot);
            Assert.True(
                root.SetAside.Contains(file) || root.Visible.Values.Concat(root.Receipts.Values.SelectMany(receipt => receipt.Trees)).Any(tree => tree.Entries.ContainsKey(file)),
                $"somebody's file {file} on a{slot} is gone");
        }
    }

    /// <summary>No record claims what is not there, but where somebody else has been since.</summary>
    internal void CheckClaims(TornRecords records)
    {
        foreach (var package in records.Load(new ServerTable(), CancellationToken.None).Packages.Values)
        {
            foreach (var server in package.Held - package.Interrupted)
            {
                var slot = ModelServer.SlotOf(server);
                var holding = package.HoldingOf(server)!;
                var path = holding.PublishAs ?? package.Name.Value;
                if (IsShown(slot, package.Name, path) && network.Root(slot).Visible[path].Manifest.Digest == holding.Digest)
                    tampered.Remove((slot, package.Name));
                else
                    Assert.True(tampered.Contains((slot, package.Name)), $"{package.Name} is recorded on {server} at {path} as {holding.Digest.Short}, and it is not there");
            }
        }
    }

    /// <summary>The package's own tree, whole; what others put into it does not count.</summary>
    private bool IsShown(int slot, PackageName package, string path)
    {
        var root = network.Root(slot);
        return root.Visible.TryGetValue(path, out var tree)
            && root.Receipts.TryGetValue(package, out var receipt)
            && receipt.Trees.Contains(tree)
            && tree.DifferencesTo(tree.Manifest, []).All(difference => difference.Kind == Engine.Servers.DifferenceKind.Extra);
    }
}
