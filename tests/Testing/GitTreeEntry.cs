using System.Text;

namespace Reconciler.Testing;

/// <summary>An entry for <see cref="GitRepository.WriteTree"/>. Git takes names here that no working tree could hold.</summary>
/// <param name="Mode">As Git writes it: <c>100644</c>, <c>100755</c>, <c>120000</c>, <c>040000</c>, <c>160000</c>.</param>
/// <param name="Name">Any bytes but NUL and a slash; need not be UTF-8.</param>
public sealed record GitTreeEntry(string Mode, string ObjectId, byte[] Name)
{
    public static GitTreeEntry File(string name, string blob) => new("100644", blob, Encoding.UTF8.GetBytes(name));

    public static GitTreeEntry Executable(string name, string blob) => new("100755", blob, Encoding.UTF8.GetBytes(name));

    /// <param name="blob">Its bytes are the link's target.</param>
    public static GitTreeEntry Link(string name, string blob) => new("120000", blob, Encoding.UTF8.GetBytes(name));

    public static GitTreeEntry Directory(string name, string tree) => new("040000", tree, Encoding.UTF8.GetBytes(name));

    public static GitTreeEntry Submodule(string name, string commit) => new("160000", commit, Encoding.UTF8.GetBytes(name));

    internal string ObjectType => Mode switch
    {
        "040000" => "tree",
        "160000" => "commit",
        _ => "blob",
    };
}
