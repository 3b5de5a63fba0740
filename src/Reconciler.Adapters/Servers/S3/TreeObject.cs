using Reconciler.Adapters.Servers.S3.Wire;
using Reconciler.Core.Content;

namespace Reconciler.Adapters.Servers.S3;

/// <summary>An object below a tree's prefix.</summary>
/// <param name="Name">Its key behind the prefix: whoever can write to the bucket chose it.</param>
/// <param name="Path">Inside the package; null when no package can have it, and then it is never touched.</param>
internal sealed record TreeObject(FoundObject Found, string Name, string? Path)
{
    /// <summary>Stands for a directory: an empty object whose key ends with a slash.</summary>
    public bool IsDirectory => Name.EndsWith('/');

    public static TreeObject Of(FoundObject found, string prefix)
    {
        var name = found.Key[prefix.Length..];
        var path = name.EndsWith('/') ? name[..^1] : name;
        return new(found, name, EntryPath.IsSafe(path) ? path : null);
    }
}
