using LibGit2Sharp;

namespace Reconciler.Adapters.Git;

/// <summary>Looks into Git trees without loading what is below them.</summary>
internal static class GitTree
{
    /// <summary>No system follows a longer one (PATH_MAX).</summary>
    internal const int LongestLinkBytes = 4096;

    internal static GitNode Root(Repository repository, string commit) => new("", Mode.Directory, repository.Get<Commit>(commit).Tree.Sha);

    internal static GitNode[] Children(Repository repository, string tree) =>
        [.. repository.Get<Tree>(tree).Select(Node)];

    /// <summary>Reads the head of the object only.</summary>
    internal static long SizeOf(Repository repository, string id) => repository.ObjectDatabase.RetrieveObjectMetadata(new ObjectId(id)).Size;

    internal static byte[] ReadBlob(Repository repository, string id)
    {
        using var stream = repository.Get<Blob>(id).GetContentStream();
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static GitNode Node(TreeEntry entry) => new(entry.Name, entry.Mode, entry.Target.Sha);
}

/// <summary>What a Git tree says of one name.</summary>
/// <param name="Id">Of the blob or tree, or a submodule's commit.</param>
internal readonly record struct GitNode(string Name, Mode Mode, string Id)
{
    internal bool IsDirectory => Mode == Mode.Directory;

    /// <summary>Neither a link nor a submodule.</summary>
    internal bool IsFile => Mode is Mode.NonExecutableFile or Mode.NonExecutableGroupWritableFile or Mode.ExecutableFile;
}
