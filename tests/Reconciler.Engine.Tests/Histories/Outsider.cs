using System.Text;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Servers;
using Reconciler.Testing.Servers;

namespace Reconciler.Engine.Tests.Histories;

/// <summary>Somebody else who may write on the servers.</summary>
internal sealed class Outsider(ModelEstate estate, ModelNetwork network, Promises promises)
{
    internal static readonly EstateId OtherEstate = new("ffffffffffffffffffffffffffffffff");

    private int number;

    internal string Act(int what, int which, int where)
    {
        var slot = where % estate.Servers.Length;
        var package = estate.Packages[which % estate.Packages.Length];
        var root = network.Root(slot);
        var published = root.Receipts.GetValueOrDefault(package.Name)?.Trees.FirstOrDefault(root.Visible.ContainsValue);
        switch (what % 9)
        {
            case 0 when published is not null:
                published.Entries["bin/app.txt"] = Encoding.UTF8.GetBytes($"tampered {++number}");
                promises.Tampered(slot, package.Name);
                return $"changes a file of {package.Name} on a{slot}";
            case 1 when published is not null:
                published.Entries.Remove("common.txt");
                promises.Tampered(slot, package.Name);
                return $"deletes a file of {package.Name} on a{slot}";
            case 2 when published is not null:
                published.Entries[$"outsider-{++number}"] = [1];
                promises.Extra(slot, $"outsider-{number}");
                return $"adds outsider-{number} to {package.Name} on a{slot}";
            case 3 when published is not null && published.IsWhole:
                root.Receipts.Remove(package.Name);
                promises.Tampered(slot, package.Name);
                return $"deletes the receipt of {package.Name} on a{slot}";
            case 4 when !root.Visible.ContainsKey(package.Path):
                Put(slot, package.Path, which % 2 == 0 ? "theirs" : package.Source(package.Content));
                return $"puts a directory at {package.Path} on a{slot}";
            case 5 when published is { IsWhole: true }:
                Take(root, package, published);
                promises.Tampered(slot, package.Name);
                return $"deletes {package.Name} on a{slot}";
            case 6:
                root.Claim = null;
                root.Visible.Clear();
                root.Receipts.Clear();
                promises.Cleared(slot);
                promises.Tampered(slot);
                return $"puts an empty disk into a{slot}";
            case 7 when root.Claim is not null:
                root.Claim = new Claim(OtherEstate, root.Claim.Server, root.Claim.WrittenAt);
                return $"claims a{slot} for another estate";
            case 8 when published is { IsWhole: true }:
                var path = root.Visible.Single(pair => pair.Value == published).Key;
                Take(root, package, published);
                Put(slot, path, "theirs");
                promises.Tampered(slot, package.Name);
                return $"puts a directory into the place of {package.Name} on a{slot}";
            default:
                return "does nothing";
        }
    }

    private static void Take(InMemoryRoot root, ModelPackage package, InMemoryTree tree)
    {
        root.Visible.Remove(root.Visible.Single(pair => pair.Value == tree).Key);
        root.Receipts[package.Name].Trees.Remove(tree);
        if (root.Receipts[package.Name].Trees.Count == 0)
            root.Receipts.Remove(package.Name);
    }

    private void Put(int slot, string path, string what)
    {
        var files = what == "theirs" ? [("theirs.txt", $"{++number}")] : ModelStore.FilesOf(what);
        var tree = new InMemoryTree { Id = $"theirs-{++number}", Manifest = new InMemoryContent().Package(files), Version = "theirs" };
        foreach (var (file, text) in files)
            tree.Entries[file] = Encoding.UTF8.GetBytes(text);
        network.Root(slot).Visible[path] = tree;
        var copy = new InMemoryTree { Id = tree.Id, Manifest = tree.Manifest, Version = tree.Version };
        foreach (var (file, bytes) in tree.Entries)
            copy.Entries[file] = bytes;
        promises.Foreign(slot, path, copy);
    }
}
