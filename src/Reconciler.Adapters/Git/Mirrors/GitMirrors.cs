using System.Security.Cryptography;
using System.Text;
using Reconciler.Core.Resources;

namespace Reconciler.Adapters.Git.Mirrors;

/// <summary>The mirrors below <c>git/</c> of the state directory: <c>viewer-1a2b3c4d</c> for each URL, by its last part and eight digits of its SHA-256.</summary>
/// <param name="directory">Absolute; made when something is fetched.</param>
public sealed class GitMirrors(string directory, FetchProgram program, FetchLimits limits, TimeProvider time)
{
    /// <summary>For reading what was fetched.</summary>
    public GitMirror Of(GitUrl url) => Of(url, RemoteAccess.Usual);

    /// <param name="except">Short name of a branch that nobody reads there; null: all are mirrored.</param>
    public GitMirror Of(GitUrl url, RemoteAccess access, string? except = null) =>
        new(url, access, new(Path.Combine(directory, NameOf(url))), new(program, limits, time)) { Except = except };

    /// <summary>A branch that we write. It has a directory of its own, so that nothing of ours gets into a mirror.</summary>
    /// <param name="branch">Its short name.</param>
    public PublishedBranch Published(GitUrl url, string branch, RemoteAccess access) =>
        new(url, branch, access, new(Path.Combine(directory, $"published-{NameOf(url)}")), new(program, limits, time));

    /// <summary>Nothing but one branch of a repository.</summary>
    public PublishedCopy CopyOf(GitUrl url, string branch, RemoteAccess access) =>
        new(url, branch, access, new(Path.Combine(directory, NameOf(url))), new(program, limits, time), time);

    private static string NameOf(GitUrl url)
    {
        var name = string.Concat(url.ShortName.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' ? c : '-'));
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(url.Text)))[..8];
        return $"{(name.Length > 64 ? name[..64] : name)}-{hash}";
    }
}
