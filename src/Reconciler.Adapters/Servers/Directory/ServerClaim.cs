using System.Globalization;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Servers;

namespace Reconciler.Adapters.Servers.Directory;

/// <summary>The claim of a server: <c>.reconciler/server.json</c>, one line.</summary>
internal sealed class ServerClaim(ServerFolders folders)
{
    private const string File = "server.json";
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";
    private const int LongestBytes = 1 << 20;

    /// <returns>Null when there is none.</returns>
    /// <exception cref="TroubleException">The claim cannot be understood: the server may be anybody's.</exception>
    public Claim? Find()
    {
        using var directory = folders.FindOurs();
        if (directory is null || SmallFiles.Read(directory, File, LongestBytes) is not { } bytes)
            return null;

        try
        {
            return Read(bytes);
        }
        catch (FormatException e)
        {
            var path = directory.PathOf(File);
            throw new TroubleException(TroubleKind.Foreign, $"cannot understand '{path}': {e.Message}", path, e);
        }
    }

    public void Save(Claim claim)
    {
        using var directory = folders.MakeOurs();
        SmallFiles.WriteDurably(folders, directory, File, Write(claim));
    }

    internal static byte[] Write(Claim claim) => ServerFileText.Write("server", ServerFileText.OneLine, json =>
    {
        json.WriteString("estate", claim.Estate.Value);
        json.WriteString("server", claim.Server.Value);
        json.WriteString("writtenAt", claim.WrittenAt.ToUniversalTime().ToString(TimeFormat, CultureInfo.InvariantCulture));
    });

    /// <exception cref="FormatException">Not a claim of this format.</exception>
    internal static Claim Read(ReadOnlyMemory<byte> bytes) => ServerFileText.Read(bytes, "server", json => new Claim(
        EstateId.IsValid(json.Text("estate")) ? new(json.Text("estate")) : throw new FormatException($"'{json.Text("estate")}' is not an estate"),
        ResourceName.IsValid(json.Text("server")) ? new(json.Text("server")) : throw new FormatException($"'{json.Text("server")}' is not the name of a server"),
        DateTimeOffset.ParseExact(json.Text("writtenAt"), TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal)));
}
