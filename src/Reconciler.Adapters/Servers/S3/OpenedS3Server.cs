using Reconciler.Adapters.Servers.S3.Wire;

namespace Reconciler.Adapters.Servers.S3;

/// <summary>The parts of an S3 server, around one client.</summary>
internal sealed class OpenedS3Server : IDisposable
{
    // With what else is in memory, well below 150 MB.
    private const int MostBufferBytes = 64 << 20;

    private readonly BucketHttp http;
    private readonly BufferBudget buffers = new(MostBufferBytes);

    public OpenedS3Server(BucketHttp http, BucketRoot root, TimeProvider time)
    {
        this.http = http;
        Root = root;
        Records = new(root);
        var places = new BucketPlaces(root, Records);
        Removal = new(root, time);
        Viewing = new(root, Records, places);
        Staging = new(root, Records, places, Removal, buffers);
        Sealing = new(root, Records, Staging);
        Publishing = new(Records, places);
        Withdrawal = new(Records, places, Publishing);
        Cleaning = new(root, Records, places, Removal);
        Sweeping = new(root, Records, places, Cleaning, Removal, Turns, time);
        Adoption = new(root, Records, places, Publishing);
        Reading = new(root, Records, places);
    }

    public BucketRoot Root { get; }

    public PackageTurns Turns { get; } = new();

    public BucketRecords Records { get; }

    public BucketViewing Viewing { get; }

    public BucketStaging Staging { get; }

    public BucketSealing Sealing { get; }

    public BucketPublishing Publishing { get; }

    public BucketWithdrawal Withdrawal { get; }

    public BucketCleaning Cleaning { get; }

    public BucketSweeping Sweeping { get; }

    public BucketAdoption Adoption { get; }

    public BucketReading Reading { get; }

    public ObjectRemoval Removal { get; }

    public void Dispose()
    {
        Root.Bucket.Dispose();
        http.Dispose();
        buffers.Dispose();
    }
}
