using System.Globalization;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Servers;

namespace Reconciler.Adapters.Servers.Forms;

/// <summary>A server's claim as one line: <c>.reconciler/server.json</c>.</summary>
internal static class ClaimText
{
    private const string Kind = "server";
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    public static byte[] Write(Claim claim) => ServerFileText.Write(Kind, ServerFileText.OneLine, json =>
    {
        json.WriteString("estate", claim.Estate.Value);
        json.WriteString("server", claim.Server.Value);
        json.WriteString("writtenAt", claim.WrittenAt.ToUniversalTime().ToString(TimeFormat, CultureInfo.InvariantCulture));
    });

    /// <exception cref="FormatException">Not a claim of this format.</exception>
    public static Claim Read(ReadOnlyMemory<byte> bytes) => ServerFileText.Read(bytes, Kind, json => new Claim(
        EstateId.IsValid(json.Text("estate")) ? new(json.Text("estate")) : throw new FormatException($"'{json.Text("estate")}' is not an estate"),
        ResourceName.IsValid(json.Text("server")) ? new(json.Text("server")) : throw new FormatException($"'{json.Text("server")}' is not the name of a server"),
        DateTimeOffset.ParseExact(json.Text("writtenAt"), TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)));
}
