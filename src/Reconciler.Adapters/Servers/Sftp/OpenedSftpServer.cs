using Reconciler.Adapters.Servers.Sftp.Wire;

namespace Reconciler.Adapters.Servers.Sftp;

/// <summary>The parts of an SFTP server, around one connection.</summary>
internal sealed class OpenedSftpServer : IDisposable
{
    private readonly SftpConnection connection;
    private readonly RemoteParents parents;

    public OpenedSftpServer(SftpConnection connection, RemoteRoot root, TimeProvider time)
    {
        this.connection = connection;
        Root = root;
        Records = new(root);
        parents = new(root, Records);
        var trees = new RemoteTrees(root, Records);
        var extra = new RemoteExtra(root, time);
        var removal = new RemoteRemoval(root);
        var versions = new VersionLinks(root, Records, trees, parents, extra);
        var hashing = new RemoteHashing(connection, root);
        Viewing = new(root, Records, trees, hashing);
        Staging = new(root, Records, trees, removal, hashing);
        Sealing = new(root, Records, trees, parents);
        Publishing = new(root, Records, trees, parents, versions);
        Withdrawal = new(Records, trees, parents, Publishing);
        Cleaning = new(root, Records, trees, Publishing, removal, extra);
        Sweeping = new(root, Records, trees, Cleaning, removal, versions, Turns, time);
        Adoption = new(root, Records, trees);
        Reading = new(root, trees);
        Removal = removal;
    }

    public RemoteRoot Root { get; }

    public PackageTurns Turns { get; } = new();

    public RemoteRecords Records { get; }

    public RemoteViewing Viewing { get; }

    public RemoteStaging Staging { get; }

    public RemoteSealing Sealing { get; }

    public RemotePublishing Publishing { get; }

    public RemoteWithdrawal Withdrawal { get; }

    public RemoteCleaning Cleaning { get; }

    public RemoteSweeping Sweeping { get; }

    public RemoteAdoption Adoption { get; }

    public RemoteReading Reading { get; }

    public RemoteRemoval Removal { get; }

    public void Dispose()
    {
        parents.Dispose();
        connection.Dispose();
    }
}
