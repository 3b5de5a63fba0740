using Reconciler.Adapters.Servers.Forms;
using Reconciler.Core.Content;
using Reconciler.Core.Resources;

namespace Reconciler.Adapters.Servers.S3;

/// <summary>A tree that is being staged for a package: written before the first of its objects, so that none is ever lost sight of.</summary>
internal sealed record ObjectJournal(PackageName Package, Digest Digest, string Tree, string PublishAs, string Folder)
{
    private const string Kind = "staging";

    public byte[] Write() => ServerFileText.Write(Kind, ServerFileText.OneLine, json =>
    {
        json.WriteString("package", Package.Value);
        json.WriteString("digest", Digest.ToString());
        json.WriteString("tree", Tree);
        json.WriteString("publishAs", PublishAs);
        json.WriteString("folder", Folder);
    });

    /// <exception cref="FormatException">Not a journal of this format.</exception>
    public static ObjectJournal Read(ReadOnlyMemory<byte> bytes, PackageName package) => ServerFileText.Read(bytes, Kind, json => new ObjectJournal(
        package,
        Digest.Parse(json.Text("digest")),
        TreeId.IsValid(json.Text("tree")) ? json.Text("tree") : throw new FormatException($"'{json.Text("tree")}' is not the id of a tree"),
        json.SafePath("publishAs"),
        json.SafePath("folder")));
}
