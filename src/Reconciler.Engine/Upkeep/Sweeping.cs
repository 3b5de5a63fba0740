using System.Collections.Immutable;
using Reconciler.Core.Content;
using Reconciler.Core.Placements;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Reconciling;
using Reconciler.Engine.Servers;

namespace Reconciler.Engine.Upkeep;

/// <summary>Takes away what interrupted runs left on servers, and says which contents somebody still needs.</summary>
public sealed class Sweeping(IServerConnector connector, AllowList allowed, TimeProvider time)
{
    /// <summary>What is younger is spared: its record may not have been written yet, and readers may still be in it.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromDays(1);

    /// <summary>Manifests of what is desired, held, half done or kept out of sight.</summary>
    public static IReadOnlySet<Digest> Needed(DesiredPlacement desired, ActualPlacement actual) =>
        desired.Packages.Values.SelectMany(package => package.Versions).Select(version => version.Content).OfType<DesiredContent.Known>().Select(content => content.Digest)
            .Concat(actual.Packages.Values.SelectMany(package => package.Holdings.Select(holding => holding.Digest)
                .Concat(package.OutOfSight.Select(tree => tree.Digest))
                .Concat(package.Unsure.SelectMany(unsure => new[] { unsure.From, unsure.To }.OfType<Digest>()))
                .Concat(package.Troubles.Select(trouble => trouble.Wanted).OfType<Digest>())))
            .ToHashSet();

    /// <summary>Visits each server whose claim is ours; the others are left alone.</summary>
    /// <returns>Sorted by name.</returns>
    public async Task<ImmutableArray<SweptServer>> SweepAsync(
        EstateId estate, IEnumerable<DistributionServer> servers, SweepTerms terms, CancellationToken cancellationToken) =>
    [
        .. await new ServerRound(connector, time).VisitAsync(
            servers,
            (server, connected, token) => SweepAsync(estate, server, connected, terms, token),
            (server, failure) => new SweptServer(server.Name, 0, $"{failure.Kind.Word()}: {failure.Message}"),
            cancellationToken),
    ];

    private async Task<SweptServer> SweepAsync(
        EstateId estate, DistributionServer server, IServer connected, SweepTerms terms, CancellationToken cancellationToken)
    {
        if (allowed.Refuses(server.Address.Value) is { } line)
            return new(server.Name, 0, $"not-allowed: add {line} to the settings, or give --allow-root");

        var visit = await connected.OpenAsync(cancellationToken);
        if (!visit.HasRoot)
            return new(server.Name, 0, null);
        if (visit.Claim is not { } claim || claim.Estate != estate || claim.Server != server.Name)
            return new(server.Name, 0, "foreign: its root is not claimed for it; left alone");

        await connected.SweepAsync(terms.OlderThan, terms.IgnoreExtra, cancellationToken);
        return new(server.Name, terms.Extra == ExtraFate.Deleted ? await connected.DeleteExtraAsync(cancellationToken) : 0, null);
    }
}

/// <param name="IgnoreExtra">Names of files that go with their tree.</param>
public sealed record SweepTerms(DateTimeOffset OlderThan, ImmutableArray<string> IgnoreExtra, ExtraFate Extra);

/// <summary>What becomes of files that others put into our trees, and that were set aside.</summary>
public enum ExtraFate
{
    Kept,
    Deleted,
}

/// <param name="ExtraBytes">Deleted of what was set aside for others.</param>
/// <param name="Skipped">Why it was not swept; null when it was.</param>
public sealed record SweptServer(ServerName Server, long ExtraBytes, string? Skipped);
