using Reconciler.Adapters.Servers.Forms;
using Reconciler.Core.Content;
using Reconciler.Core.Resources;

namespace Reconciler.Adapters.Servers.Sftp;

/// <summary>A tree that is being staged for a package.</summary>
/// <param name="Permissions">That its files and directories are given.</param>
internal sealed record StagedJournal(PackageName Package, Digest Digest, string Tree, Permissions Permissions)
{
    private const string Kind = "staging";

    public byte[] Write() => ServerFileText.Write(Kind, ServerFileText.OneLine, json =>
    {
        json.WriteString("package", Package.Value);
        json.WriteString("digest", Digest.ToString());
        json.WriteString("tree", Tree);
        if (!Permissions.AreInherited)
            json.WriteString("permissions", Permissions.ToString());
    });

    /// <exception cref="FormatException">Not a journal of this format.</exception>
    public static StagedJournal Read(ReadOnlyMemory<byte> bytes, PackageName package) => ServerFileText.Read(bytes, Kind, json => new StagedJournal(
        package,
        Digest.Parse(json.Text("digest")),
        TreeId.IsValid(json.Text("tree")) ? json.Text("tree") : throw new FormatException($"'{json.Text("tree")}' is not the id of a tree"),
        json.TryGetProperty("permissions", out _) ? Permissions.Parse(json.Text("permissions")) : default));
}
