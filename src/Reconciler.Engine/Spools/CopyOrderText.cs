using System.Text.Json;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Servers;

namespace Reconciler.Engine.Spools;

/// <summary>An order as one JSON object, for spools that reach past this process. Unknown fields are ignored, an unknown order is an error.</summary>
public static class CopyOrderText
{
    public static ReadOnlyMemory<byte> Write(CopyOrder order) => JsonLine.Write(json =>
    {
        json.WriteString("do"u8, Word(order));
        json.WriteString("id"u8, order.Id);
        json.WriteString("order"u8, order.Order.ToString());
        json.WriteString("plan"u8, order.Plan);
        json.WriteOptional("site"u8, order.Site?.Value);
        json.WriteString("server"u8, order.Server.Name.Value);
        json.WriteString("addressKind"u8, Word(order.Server.Address.Kind));
        json.WriteString("address"u8, order.Server.Address.Path);
        json.WriteNumber("maxConcurrentCopies"u8, order.Server.MaxConcurrentCopies);
        json.WriteOptional("permissions"u8, Permissions.Text(order.Server.Permissions));
        json.WriteOptional("layout"u8, LayoutText.Text(order.Server.Layout));
        json.WriteOptional("credentials"u8, order.Server.Credentials);
        if (order.Server.AcceptsNonAtomic)
            json.WriteBoolean("acceptNonAtomic"u8, true);

        WriteFacts(json, order);
    });

    /// <exception cref="FormatException">Not an order that this version can carry out.</exception>
    public static CopyOrder Read(ReadOnlyMemory<byte> text) => SpoolJson.Read<CopyOrder>(text, json =>
    {
        var (id, order, plan) = (json.Text("id"), json.Order(), json.Text("plan"));
        SiteName? site = json.OptionalText("site") is { } name ? new SiteName(name) : null;
        var server = Server(json);
        return json.Text("do") switch
        {
            "visit" => new CopyOrder.Visit(
                id, order, plan, site, server, new(json.Text("estate")), json.GetProperty("mayClaim").GetBoolean(),
                [.. json.Texts("formerNames").Select(former => new ServerName(former))]),
            "place" => new CopyOrder.Place(
                id, order, plan, site, server, json.Place(), json.OptionalDigest("from"), json.Digest("to"), json.Text("version"),
                json.GetProperty("fileTime").GetDateTimeOffset(), json.GetProperty("isRefresh").GetBoolean(),
                [.. json.Texts("reuseFrom").Select(package => new PackageName(package))],
                json.OptionalText("displaces") is { } displaced ? new PackageName(displaced) : null, json.Texts("ignoreExtra")),
            "remove" => new CopyOrder.Remove(id, order, plan, site, server, json.Place(), json.Digest("from")),
            "clean" => new CopyOrder.Clean(id, order, plan, site, server, json.Place(), json.Digest("digest"), json.Texts("ignoreExtra")),
            "verify" => new CopyOrder.Verify(id, order, plan, site, server, json.Place(), json.Digest("digest"), json.Proof(), json.Texts("ignoreExtra")),
            "depart" => new CopyOrder.Depart(id, order, plan, site, server),
            var word => throw SpoolJson.Unknown("order", word),
        };
    });

    private static ServerEndpoint Server(JsonElement json) =>
        new(new(json.Text("server")), new(AddressKindOf(json), json.Text("address")), json.GetProperty("maxConcurrentCopies").GetInt32())
        {
            Permissions = Permissions.Parse(json.OptionalText("permissions")),
            Layout = LayoutText.Parse(json.OptionalText("layout")),
            Credentials = json.OptionalText("credentials"),
            AcceptsNonAtomic = json.TryGetProperty("acceptNonAtomic", out var accepts) && accepts.GetBoolean(),
        };

    private static string Word(CopyOrder order) => order switch
    {
        CopyOrder.Visit => "visit",
        CopyOrder.Place => "place",
        CopyOrder.Remove => "remove",
        CopyOrder.Clean => "clean",
        CopyOrder.Verify => "verify",
        CopyOrder.Depart => "depart",
        _ => throw new ArgumentOutOfRangeException(nameof(order), order, "unknown order"),
    };

    private static void WriteFacts(Utf8JsonWriter json, CopyOrder order)
    {
        switch (order)
        {
            case CopyOrder.Visit visit:
                json.WriteString("estate"u8, visit.Estate.Value);
                json.WriteBoolean("mayClaim"u8, visit.MayClaim);
                json.WriteTexts("formerNames"u8, visit.FormerNames.Select(name => name.Value));
                break;
            case CopyOrder.Place place:
                WriteFacts(json, place);
                break;
            case CopyOrder.Remove remove:
                json.WritePlace(remove.At);
                json.WriteDigest("from"u8, remove.From);
                break;
            case CopyOrder.Clean clean:
                json.WritePlace(clean.At);
                json.WriteDigest("digest"u8, clean.Digest);
                json.WriteTexts("ignoreExtra"u8, clean.IgnoreExtra);
                break;
            case CopyOrder.Verify verify:
                json.WritePlace(verify.At);
                json.WriteDigest("digest"u8, verify.Digest);
                json.WriteString("proof"u8, verify.Proof.Word());
                json.WriteTexts("ignoreExtra"u8, verify.IgnoreExtra);
                break;
        }
    }

    private static void WriteFacts(Utf8JsonWriter json, CopyOrder.Place place)
    {
        json.WritePlace(place.At);
        json.WriteDigest("from"u8, place.From);
        json.WriteDigest("to"u8, place.To);
        json.WriteString("version"u8, place.Version);
        json.WriteString("fileTime"u8, place.FileTime.UtcDateTime);
        json.WriteBoolean("isRefresh"u8, place.IsRefresh);
        json.WriteTexts("reuseFrom"u8, place.ReuseFrom.Select(package => package.Value));
        json.WriteOptional("displaces"u8, place.Displaces?.Value);
        json.WriteTexts("ignoreExtra"u8, place.IgnoreExtra);
    }

    private static string Word(AddressKind kind) => kind switch
    {
        AddressKind.Relative => "relative",
        AddressKind.Directory => "directory",
        AddressKind.Sftp => SftpLocation.Scheme,
        AddressKind.Bucket => BucketLocation.Scheme,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "unknown kind of address"),
    };

    private static AddressKind AddressKindOf(JsonElement json) => json.Text("addressKind") switch
    {
        "relative" => AddressKind.Relative,
        "directory" => AddressKind.Directory,
        SftpLocation.Scheme => AddressKind.Sftp,
        BucketLocation.Scheme => AddressKind.Bucket,
        var word => throw SpoolJson.Unknown("kind of address", word),
    };
}
