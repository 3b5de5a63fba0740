using System.Collections.Immutable;
using CsCheck;
using Reconciler.Core.Content;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Core.Tests.TransferPackages;

/// <summary>Random histories of one package on a few servers.</summary>
internal static class GenRecords
{
    public static readonly DateTimeOffset Epoch = new(2026, 11, 22, 14, 0, 0, TimeSpan.Zero);

    public static readonly ImmutableArray<ServerName> Servers = [.. Enumerable.Range(1, 5).Select(number => new ServerName($"dp-{number}"))];

    public static readonly ImmutableArray<Digest> Digests = [.. Enumerable.Range(1, 3).Select(number => Digest.Of([(byte)number]))];

    /// <summary>In these histories each digest has one version, that of a package that declares none, so that no cell depends on another one.</summary>
    public static string Version(Digest digest) => digest.Short;

    public static Gen<TransferPackageRecord[]> History(ServerTable table) =>
        Event(table).Array[1, 3].Array[1, 25].Select(Gen.Int[0, 2].Array[25], Gen.Bool.Array[25]).Select((events, seconds, commits) =>
        {
            var at = Epoch;
            return events.Select((happened, i) =>
            {
                at = at.AddSeconds(seconds[i]);
                return new TransferPackageRecord(i + 1, at, new OrderNumber(1, i), "plan", commits[i] ? "c1" : null, [.. happened]);
            }).ToArray();
        });

    private static Gen<TransferPackageEvent> Event(ServerTable table)
    {
        var servers = Gen.Int[1, (1 << Servers.Length) - 1].Select(bits => table.SetOf(Servers.Where((_, i) => (bits & (1 << i)) != 0)));
        var digest = Gen.Int[0, Digests.Length - 1].Select(i => Digests[i]);
        var maybe = Gen.OneOf(digest.Select(d => (Digest?)d), Gen.Const((Digest?)null));
        var proof = Gen.Enum<ProofKind>();
        var held = Gen.OneOf(Gen.Const(HeldObservation.Unknown), Gen.Const(HeldObservation.Nothing), digest.Select(HeldObservation.Of));
        var path = Gen.OneOf(Gen.Const((string?)null), Gen.Const((string?)"Apps/Office Viewer"));
        var forms = Gen.OneOf(Gen.Const(((Permissions)default, Layout.Current)), Gen.Const((new Permissions(0x1A0, null), Layout.Current)), Gen.Const(((Permissions)default, Layout.Versions)));
        var retry = Gen.OneOf(Gen.Const((DateTimeOffset?)null), Gen.Int[1, 3].Select(minutes => (DateTimeOffset?)Epoch.AddMinutes(minutes)));
        return Gen.OneOf<TransferPackageEvent>(
            Gen.Select(Gen.Int[1, 3], servers, (generation, s) => (TransferPackageEvent)new TransferPackageEvent.Targeted(generation, s)),
            Gen.Select(maybe, maybe, servers, (from, to, s) => (TransferPackageEvent)new TransferPackageEvent.Begun(from, to, "stores/london.yaml:12", s)),
            Gen.Select(digest, proof, path, forms, servers, (d, p, at, m, s) => (TransferPackageEvent)new TransferPackageEvent.Placed(d, Version(d), 10, 5, p, s) { PublishAs = at, Permissions = m.Item1, Layout = m.Item2 }),
            Gen.Select(digest, servers, (d, s) => (TransferPackageEvent)new TransferPackageEvent.Removed(d, s)),
            Gen.Select(maybe, held, Gen.Enum<TroubleKind>(), Gen.Int[1, 3], retry, servers, (d, h, kind, attempt, r, s) => (TransferPackageEvent)new TransferPackageEvent.Failed(d, h, kind, "no \"space\" left – für", attempt, r, s)),
            servers.Select(s => (TransferPackageEvent)new TransferPackageEvent.Cleared(s)),
            Gen.Select(digest, proof, servers, (d, p, s) => (TransferPackageEvent)new TransferPackageEvent.Drifted(d, p, 2, "bin/a b.dll", s)),
            Gen.Select(digest, proof, servers, (d, p, s) => (TransferPackageEvent)new TransferPackageEvent.Verified(d, p, s)),
            Gen.Select(digest, proof, path, forms, servers, (d, p, at, m, s) => (TransferPackageEvent)new TransferPackageEvent.Adopted(d, Version(d), p, s) { PublishAs = at, Permissions = m.Item1, Layout = m.Item2 }),
            Gen.Select(digest, path, forms, servers, (d, at, m, s) => (TransferPackageEvent)new TransferPackageEvent.Observed(d, Version(d), s) { PublishAs = at, Permissions = m.Item1, Layout = m.Item2 }),
            Gen.Select(digest, servers, (d, s) => (TransferPackageEvent)new TransferPackageEvent.Retained(d, Version(d), s) { Layout = s.Count == 1 ? Layout.Versions : Layout.Current }),
            servers.Select(s => (TransferPackageEvent)new TransferPackageEvent.Declared(s)),
            servers.Select(s => (TransferPackageEvent)new TransferPackageEvent.Lost(s)),
            servers.Select(s => (TransferPackageEvent)new TransferPackageEvent.Left(s)),
            servers.Select(s => (TransferPackageEvent)new TransferPackageEvent.Forgotten("new disk", s)),
            servers.Select(s => (TransferPackageEvent)new TransferPackageEvent.RefreshAsked(null, s)),
            Gen.Select(digest, servers, (d, s) => (TransferPackageEvent)new TransferPackageEvent.Purged(d, s)));
    }
}
