using Reconciler.Configuration.Yaml;
using System.Collections.Immutable;
using Reconciler.Core.Diagnostics;
using Reconciler.Core.Resources;

namespace Reconciler.Configuration.Checks;

/// <summary>That no two servers have the same address, or one inside the other's.</summary>
internal static class AddressCheck
{
    public static void Check(ImmutableArray<DistributionServer> servers, ProblemList problems)
    {
        var found = PathOverlaps.Find(servers.Select(server => (KeyOf(server.Address.Value), server))).ToArray();
        var known = found.Select(pair => pair.Inner).ToHashSet();
        foreach (var (outer, inner, areEqual) in found.Concat(WithoutCase(servers).Where(pair => !known.Contains(pair.Inner))))
        {
            var (first, second) = WhereSaid(outer) < WhereSaid(inner) ? (outer, inner) : (inner, outer);
            problems.Add(areEqual ? Equal(second, first) : Nested(second, first, outer, inner));
        }
    }

    /// <summary>Where one of the two says that its file system ignores case.</summary>
    private static IEnumerable<(DistributionServer Outer, DistributionServer Inner, bool AreEqual)> WithoutCase(ImmutableArray<DistributionServer> servers) =>
        servers.Any(server => server.CaseInsensitive.Value)
            ? PathOverlaps.Find(servers.Select(server => (KeyOf(server.Address.Value).ToUpperInvariant(), server)))
                .Where(pair => pair.Outer.CaseInsensitive.Value || pair.Inner.CaseInsensitive.Value)
            : [];

    /// <remarks>Case is a difference in absolute paths only: on a Windows server or a Windows site server it is none.</remarks>
    private static string KeyOf(ServerAddress address)
    {
        // Two users may have roots of their own at the same path; a claim tells when they do not.
        if (address.Kind == AddressKind.Sftp && SftpLocation.Of(address) is var (user, host, port, below))
            return $"{SftpLocation.Scheme}:{user}@{host}:{port ?? 22}{below.Replace('/', PathOverlaps.Separator)}";

        if (address.Kind == AddressKind.Bucket && BucketLocation.Of(address) is var (bucket, prefix))
            return $"{BucketLocation.Scheme}:{bucket}{PathOverlaps.Separator}{prefix.Replace('/', PathOverlaps.Separator)}".TrimEnd(PathOverlaps.Separator);

        var isPosix = address.Kind == AddressKind.Directory && address.Path[0] == '/';
        var path = address.Path.Replace('/', PathOverlaps.Separator).Replace('\\', PathOverlaps.Separator);
        return isPosix ? path : $"{(int)address.Kind}{path.ToUpperInvariant()}";
    }

    private static SourcePosition WhereSaid(DistributionServer server) => server.Address.At ?? server.At;

    private static SourceSpan SpanOf(DistributionServer server) => SourceSpan.Of(WhereSaid(server), server.Address.Value.Path);

    private static Diagnostic Equal(DistributionServer at, DistributionServer other) => ReferenceDiagnostics.EqualAddresses(
        SpanOf(at), at.Name.Value, at.Address.Value.Path, other.Name.Value, SpanOf(other));

    private static Diagnostic Nested(DistributionServer at, DistributionServer other, DistributionServer outer, DistributionServer inner) => ReferenceDiagnostics.NestedAddresses(
        SpanOf(at), inner.Name.Value, inner.Address.Value.Path, outer.Name.Value, outer.Address.Value.Path, SpanOf(other));
}
