using Reconciler.Adapters.Servers.Forms;
using Reconciler.Core.Content;
using Reconciler.Core.Resources;

namespace Reconciler.Adapters.Servers.Directory;

/// <summary>A tree that is being staged for a package.</summary>
/// <param name="Identity">Of the tree's directory: nothing else is written to or deleted under its name.</param>
/// <param name="Boot">Of the machine that wrote the tree: under another one a file's size says nothing of its bytes.</param>
internal sealed record StagingJournal(PackageName Package, Digest Digest, string TreeId, TreeIdentity Identity, string Boot)
{
    /// <summary>That the tree's files and directories are given.</summary>
    public Permissions Permissions { get; init; }

    public byte[] Write() => ServerFileText.Write("staging", ServerFileText.OneLine, json =>
    {
        json.WriteString("package", Package.Value);
        json.WriteString("digest", Digest.ToString());
        json.WriteString("tree", TreeId);
        json.WriteString("identity", Identity.ToString());
        json.WriteString("boot", Boot);
        if (!Permissions.AreInherited)
            json.WriteString("permissions", Permissions.ToString());
    });

    /// <exception cref="FormatException">Not a journal of this format.</exception>
    public static StagingJournal Read(ReadOnlyMemory<byte> bytes, PackageName package) => ServerFileText.Read(bytes, "staging", json =>
        new StagingJournal(
            package,
            Digest.Parse(json.Text("digest")),
            Forms.TreeId.IsValid(json.Text("tree")) ? json.Text("tree") : throw new FormatException($"'{json.Text("tree")}' is not the id of a tree"),
            TreeIdentity.TryParse(json.Text("identity"), out var identity) ? identity : throw new FormatException($"'{json.Text("identity")}' is not an identity"),
            json.Text("boot"))
        {
            Permissions = json.TryGetProperty("permissions", out _) ? Permissions.Parse(json.Text("permissions")) : default,
        });
}
