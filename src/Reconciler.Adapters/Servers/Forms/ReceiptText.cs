using System.Text.Json;
using Reconciler.Core.Content;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Adapters.Servers.Forms;

/// <summary>A receipt as JSON, format 1. Fields that this version does not know are ignored; names and paths in it are held against their rules.</summary>
internal static class ReceiptText
{
    private const string Kind = "receipt";

    public static byte[] Write(PackageReceipt receipt) => ServerFileText.Write(Kind, ServerFileText.Indented, json =>
    {
        json.WriteString("package", receipt.Package.Value);
        json.WriteString("publishAs", receipt.PublishAs);
        json.WriteString("order", receipt.Order.ToString());
        json.WriteStartArray("parents");
        foreach (var parent in receipt.Parents)
            json.WriteStringValue(parent);

        json.WriteEndArray();
        json.WriteStartArray("trees");
        foreach (var tree in receipt.Trees)
            WriteTree(json, tree);

        json.WriteEndArray();
    });

    /// <exception cref="FormatException">Not a receipt of this format for <paramref name="package"/>.</exception>
    public static PackageReceipt Read(ReadOnlyMemory<byte> bytes, PackageName package) => ServerFileText.Read(bytes, Kind, json =>
    {
        if (json.Text("package") != package.Value)
            throw new FormatException($"it is the receipt of '{json.Text("package")}'");

        return OrderNumber.TryParse(json.Text("order"), out var order)
            ? new PackageReceipt(
                package,
                json.SafePath("publishAs"),
                order,
                [.. json.GetProperty("parents").EnumerateArray().Select(parent => ServerFileText.SafePath(parent.GetString()))],
                [.. json.GetProperty("trees").EnumerateArray().Select(ReadTree)])
            : throw new FormatException($"'{json.Text("order")}' is not an order");
    });

    private static void WriteTree(Utf8JsonWriter json, ReceiptTree tree)
    {
        json.WriteStartObject();
        json.WriteString("id", tree.Id);
        json.WriteString("digest", tree.Digest.ToString());
        json.WriteString("version", tree.Version);
        if (tree.Identity != default)
            json.WriteString("identity", tree.Identity.ToString());

        if (tree.PublishedAs is not null)
            json.WriteString("publishedAs", tree.PublishedAs);

        if (!tree.Permissions.AreInherited)
            json.WriteString("permissions", tree.Permissions.ToString());

        if (LayoutText.Text(tree.Layout) is { } layout)
            json.WriteString("layout", layout);

        if (tree.IsInPlace)
            json.WriteBoolean("inPlace", true);

        if (tree.Folder is not null)
            json.WriteString("folder", tree.Folder);

        json.WriteEndObject();
    }

    private static ReceiptTree ReadTree(JsonElement json) =>
        new(
            TreeId.IsValid(json.Text("id")) ? json.Text("id") : throw new FormatException($"'{json.Text("id")}' is not the id of a tree"),
            Digest.Parse(json.Text("digest")),
            PackageVersion.IsValid(json.Text("version")) ? json.Text("version") : throw new FormatException($"'{json.Text("version")}' is not a version"),
            IdentityOf(json),
            json.TryGetProperty("publishedAs", out _) ? json.SafePath("publishedAs") : null)
        {
            Permissions = json.TryGetProperty("permissions", out _) ? Permissions.Parse(json.Text("permissions")) : default,
            Layout = json.TryGetProperty("layout", out _) ? LayoutText.Parse(json.Text("layout")) : default,
            IsInPlace = json.TryGetProperty("inPlace", out var isInPlace) && isInPlace.GetBoolean(),
            Folder = json.TryGetProperty("folder", out _) ? json.SafePath("folder") : null,
        };

    /// <summary>Where directories cannot be told apart there is none: a tree is the one that a link names.</summary>
    private static TreeIdentity IdentityOf(JsonElement json)
    {
        if (!json.TryGetProperty("identity", out _))
            return default;

        return TreeIdentity.TryParse(json.Text("identity"), out var identity) ? identity : throw new FormatException($"'{json.Text("identity")}' is not an identity");
    }
}
