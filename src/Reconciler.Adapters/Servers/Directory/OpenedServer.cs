namespace Reconciler.Adapters.Servers.Directory;

/// <summary>The parts of a directory server, around its root.</summary>
internal sealed class OpenedServer : IDisposable
{
    private readonly StagedFolders staged;

    public OpenedServer(ServerFolders folders, TimeProvider time)
    {
        Folders = folders;
        Records = new(folders, time);
        Claim = new(folders);
        staged = new(folders);
        var ownParents = new OwnParents(Records);
        Viewing = new(Records);
        Adoption = new(Records, ownParents);
        Staging = new(Records, staged, Adoption);
        Sealing = new(Records, staged, ownParents);
        Publishing = new(Records, ownParents, new(Records, ownParents));
        Withdrawal = new(Records, ownParents, Publishing);
        Cleaning = new(Records, time);
        Sweeping = new(Records, staged, Cleaning, Gates);
        Reading = new(Records);
    }

    public ServerFolders Folders { get; }

    public PackageGates Gates { get; } = new();

    public ServerRecords Records { get; }

    public ServerClaim Claim { get; }

    public TreeViewing Viewing { get; }

    public TreeStaging Staging { get; }

    public TreeSealing Sealing { get; }

    public TreePublishing Publishing { get; }

    public TreeWithdrawal Withdrawal { get; }

    public TreeCleaning Cleaning { get; }

    public TreeSweeping Sweeping { get; }

    public TreeAdoption Adoption { get; }

    public TreeReading Reading { get; }

    public void Dispose()
    {
        staged.Dispose();
        Folders.Dispose();
    }
}
