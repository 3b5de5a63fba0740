using Reconciler.Adapters.TransferPackages;
using Reconciler.Core.Content;
using Reconciler.Core.Placements;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;
using Reconciler.Core.TransferPackages;
using Reconciler.Testing;

namespace Reconciler.Adapters.Tests.TransferPackages;

/// <summary>A state directory with an estate, locked, and short ways to write to it.</summary>
internal sealed class StateFixture : IDisposable
{
    public static readonly DateTimeOffset Now = new(2026, 11, 22, 14, 3, 7, TimeSpan.Zero);
    public static readonly PackageName Viewer = new("viewer");
    public static readonly Digest DigestOne = Digest.Of("one"u8);
    public static readonly Digest DigestTwo = Digest.Of("two"u8);

    private readonly TemporaryDirectory temporary = new();

    public StateFixture()
        : this(at: null)
    {
    }

    /// <param name="at">Null: a temporary directory.</param>
    public StateFixture(string? at)
    {
        Directory = new(at ?? Path.Combine(temporary.Path, "state"));
        Lock = StateLock.Take(Directory, "sync", Now);
        new EstateFile(Directory).Create_NeedsLock(Lock, Now);
        Files = new(Directory);
        Actual = Files.Load(new(), CancellationToken.None);
    }

    public StateDirectory Directory { get; }

    public StateLock Lock { get; }

    public TransferPackageFiles Files { get; private set; }

    public ActualPlacement Actual { get; private set; }

    public string ViewerFile => Directory.PackageFile(Viewer);

    public ServerTable Servers => Actual.Servers;

    public TransferPackage Place(PackageName package, Digest digest, params string[] servers) => Append(
        package,
        new TransferPackageEvent.Placed(digest, "3.1", 10, 10, ProofKind.Written, Servers.SetOf(servers.Select(name => new ServerName(name)))));

    public TransferPackage Append(PackageName package, params TransferPackageEvent[] events)
    {
        var seq = Actual.Packages.GetValueOrDefault(package)?.Seq ?? 0;
        Actual = Files.Append_NeedsLock(Lock, [new(package, Now.AddSeconds(seq), new OrderNumber(Lock.Epoch, seq), "a1b2", "3fa9", [.. events])], []);
        return Actual.Packages[package];
    }

    /// <summary>Another process: what is on the disk, and nothing else.</summary>
    public ActualPlacement Fresh() => new TransferPackageFiles(Directory).Load(new(), CancellationToken.None);

    /// <summary>The lock's holder starts again.</summary>
    public void Restart()
    {
        Files = new(Directory);
        Actual = Files.Load(new(), CancellationToken.None);
    }

    public void Tidy() => Files.Tidy_NeedsLock(Lock, CancellationToken.None);

    public void Dispose()
    {
        Lock.Dispose();
        temporary.Dispose();
    }
}
