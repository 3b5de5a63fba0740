using System.Collections.Immutable;
using Reconciler.Core.Content;
using Reconciler.Core.Diagnostics;
using Reconciler.Core.Resources;

namespace Reconciler.Engine.Reconciling;

/// <summary>
/// Keeps servers out of the state directory: an absolute address must neither contain it nor lie in it, but for <c>roots/</c>, where servers
/// with a relative address are. Compares paths as they are written, without asking any file system; where links lead is seen when a server
/// is opened.
/// </summary>
internal static class StateAddresses
{
    private const string Roots = "roots";

    internal static IEnumerable<Diagnostic> Check(ImmutableArray<DistributionServer> servers, string stateDirectory)
    {
        var state = Normalized(stateDirectory);
        foreach (var server in servers.Where(server => server.Address.Value.Kind == AddressKind.Directory))
        {
            var address = server.Address.Value.Path;
            var path = Normalized(address);
            var at = new SourceSpan(server.Address.At ?? server.At);
            if (path.Length == 0 || EntryPath.IsSameOrBelow(state, path))
                yield return SiteServerDiagnostics.AddressContainsState(at, server.Name.Value, address, stateDirectory);
            else if (EntryPath.IsSameOrBelow(path, state) && (path == $"{state}/{Roots}" || !EntryPath.IsSameOrBelow(path, $"{state}/{Roots}")))
                yield return SiteServerDiagnostics.AddressInsideState(at, server.Name.Value, address, stateDirectory);
            else if (servers.FirstOrDefault(other => IsShared(path, other, $"{state}/{Roots}")) is { } other)
                yield return ReferenceDiagnostics.EqualAddresses(at, server.Name.Value, address, other.Name.Value, other.Address.At ?? other.At);
        }
    }

    /// <summary>Whether a relative address leads to <paramref name="path"/>, above or below it.</summary>
    private static bool IsShared(string path, DistributionServer other, string roots)
    {
        var root = $"{roots}/{other.Address.Value.Path}";
        return other.Address.Value.Kind == AddressKind.Relative && (EntryPath.IsSameOrBelow(path, root) || EntryPath.IsSameOrBelow(root, path));
    }

    private static string Normalized(string path) => path.Replace('\\', '/').Trim('/');
}
