using Reconciler.Adapters.Servers.Forms;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Servers;

namespace Reconciler.Adapters.Servers.Directory;

/// <summary>The claim of a server: <c>.reconciler/server.json</c>, one line.</summary>
internal sealed class ServerClaim(ServerFolders folders)
{
    private const int LongestBytes = 1 << 20;

    /// <returns>Null when there is none.</returns>
    /// <exception cref="TroubleException">The claim cannot be understood: the server may be anybody's.</exception>
    public Claim? Find()
    {
        using var directory = folders.FindOurs();
        if (directory is null || SmallFiles.Read(directory, OurFolder.Claim, LongestBytes) is not { } bytes)
            return null;

        try
        {
            return ClaimText.Read(bytes);
        }
        catch (FormatException e)
        {
            var path = directory.PathOf(OurFolder.Claim);
            throw new TroubleException(TroubleKind.Foreign, $"cannot understand '{path}': {e.Message}", path, e);
        }
    }

    public void Save(Claim claim)
    {
        using var directory = folders.MakeOurs();
        SmallFiles.WriteDurably(folders, directory, OurFolder.Claim, ClaimText.Write(claim));
    }
}
