using Reconciler.Adapters.Linux;
using Reconciler.Adapters.Servers.Forms;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Adapters.Servers.Directory;

/// <summary>A package's path on the server, and what stands there.</summary>
internal sealed class PublishedPlace : IDisposable
{
    private PublishedPlace(DirectoryHandle? parent, FileName name)
    {
        Parent = parent;
        Name = name;
        Status = parent?.FindStatus(name);
    }

    /// <summary>Null when a directory above the path does not exist.</summary>
    public DirectoryHandle? Parent { get; }

    public FileName Name { get; }

    /// <summary>When this was opened; null: nothing stands there.</summary>
    public FileStatus? Status { get; }

    /// <summary>Null when no directory stands there.</summary>
    public TreeIdentity? Identity => Status is { Kind: FileKind.Directory } status ? TreeIdentity.Of(status) : null;

    /// <summary>For messages.</summary>
    public string Path => Parent?.PathOf(Name) ?? Name.ToString();

    /// <param name="path">Allowed by <see cref="PublishPath"/>.</param>
    public static PublishedPlace Open(ServerFolders folders, string path)
    {
        var parent = folders.Root.Reopen();
        foreach (var part in path.Split('/')[..^1])
        {
            using var above = parent;
            if (above.FindDirectory(part) is not { } next)
                return new(null, PublishPath.LastPart(path));

            parent = next;
        }

        return new(parent, PublishPath.LastPart(path));
    }

    /// <summary>As <see cref="Open"/>, and makes the directories above.</summary>
    /// <param name="mustHaveModes">Told the path of each of them: whether it gets the modes of today even if it was there.</param>
    public static PublishedPlace Make(ServerFolders folders, string path, Func<string, bool> mustHaveModes)
    {
        var parent = folders.Root.Reopen();
        foreach (var directory in PublishPath.Parents(path))
        {
            using var above = parent;
            parent = ServerFolders.Make(above, PublishPath.LastPart(directory), folders.PackageModes);
            if (mustHaveModes(directory) && !folders.PackageModes.FitDirectory(parent.Status().Mode))
                folders.PackageModes.Give(parent);
        }

        return new(parent, PublishPath.LastPart(path));
    }

    /// <summary>What stands here is not ours.</summary>
    public TroubleException Conflict() =>
        new(TroubleKind.Conflict, $"'{Path}' exists and was not placed by Reconciler; 'reconciler adopt' takes it over when its content is equal", Path);

    /// <summary>What stands here is ours, and has another content under the same version.</summary>
    public TroubleException VersionChanged() =>
        new(TroubleKind.Conflict, $"'{Path}' is this version with another content, and what readers know by a version never changes; give the content a new version", Path);

    public void Dispose() => Parent?.Dispose();
}
