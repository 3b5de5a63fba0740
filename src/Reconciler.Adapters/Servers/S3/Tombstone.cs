using Reconciler.Adapters.Servers.Forms;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Adapters.Servers.S3;

/// <summary>In the place of a pointer: the package was withdrawn. Format 1, specified in src/README.md: clients read it, as they would find nothing.</summary>
internal sealed record Tombstone(PackageName Package, OrderNumber Order)
{
    private const string Kind = "tombstone";

    public byte[] Write() => ServerFileText.Write(Kind, ServerFileText.Indented, json =>
    {
        json.WriteString("package", Package.Value);
        json.WriteString("order", Order.ToString());
    });

    /// <exception cref="FormatException">Not a tombstone of this format.</exception>
    public static Tombstone Read(ReadOnlyMemory<byte> bytes) => ServerFileText.Read(bytes, Kind, json => new Tombstone(
        ResourceName.IsValid(json.Text("package")) ? new(json.Text("package")) : throw new FormatException($"'{json.Text("package")}' is not the name of a package"),
        OrderNumber.TryParse(json.Text("order"), out var order) ? order : throw new FormatException($"'{json.Text("order")}' is not an order")));
}
