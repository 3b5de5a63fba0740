using Reconciler.Core.Content;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Adapters.Servers.Forms;

/// <summary>Which version of a package is current: <c>current.json</c> beside the versions. Format 1, specified in src/README.md: clients read it.</summary>
internal sealed record Pointer(PackageName Package, string Version, Digest Digest, OrderNumber Order)
{
    private const string Kind = "pointer";

    /// <summary>The tree's place beside the pointer; <c>.</c> where it stands around it. Null: it is called as the version.</summary>
    public string? Path { get; init; }

    public byte[] Write() => ServerFileText.Write(Kind, ServerFileText.Indented, json =>
    {
        json.WriteString("package", Package.Value);
        json.WriteString("version", Version);
        json.WriteString("digest", Digest.ToString());
        json.WriteString("order", Order.ToString());
        if (Path is not null)
            json.WriteString("path", Path);
    });

    /// <exception cref="FormatException">Not a pointer of this format.</exception>
    public static Pointer Read(ReadOnlyMemory<byte> bytes) => ServerFileText.Read(bytes, Kind, json => new Pointer(
        ResourceName.IsValid(json.Text("package")) ? new(json.Text("package")) : throw new FormatException($"'{json.Text("package")}' is not the name of a package"),
        PackageVersion.IsValid(json.Text("version")) ? json.Text("version") : throw new FormatException($"'{json.Text("version")}' is not a version"),
        Digest.Parse(json.Text("digest")),
        OrderNumber.TryParse(json.Text("order"), out var order) ? order : throw new FormatException($"'{json.Text("order")}' is not an order"))
    {
        Path = !json.TryGetProperty("path", out _) ? null : json.Text("path") == "." ? "." : json.SafePath("path"),
    });
}
