using System.Collections.Immutable;
using Reconciler.Configuration.Declarations;
using Reconciler.Core.Diagnostics;
using Reconciler.Core.Resources;

namespace Reconciler.Configuration.Resolution;

/// <summary>Remembers what the documents of the last reading came to: where neither a document nor what it inherits has changed, the server is the same.</summary>
internal sealed class ResolvedServers
{
    private Dictionary<DeclaredServer, (SiteName? Site, Inheritance Inherited, DistributionServer Server)> last = new(ReferenceEqualityComparer.Instance);

    /// <summary>Without those that have no address, or one that was refused.</summary>
    public ImmutableArray<DistributionServer> Resolve(IReadOnlyCollection<DeclaredServer> declared, SiteTree sites, List<Diagnostic> problems)
    {
        var next = new Dictionary<DeclaredServer, (SiteName?, Inheritance, DistributionServer)>(declared.Count, ReferenceEqualityComparer.Instance);
        var servers = ImmutableArray.CreateBuilder<DistributionServer>(declared.Count);
        foreach (var document in declared)
        {
            var site = document.Site is { } reference ? new SiteName(reference.Name) : sites.Central;
            var inherited = sites.For(site);
            var server = last.TryGetValue(document, out var former) && former.Site == site && former.Inherited == inherited
                ? former.Server
                : ServerResolution.Resolve(document, site, inherited, problems);
            if (server is null)
                continue;

            next[document] = (site, inherited, server);
            servers.Add(server);
        }

        last = next;
        return servers.ToImmutable();
    }
}
