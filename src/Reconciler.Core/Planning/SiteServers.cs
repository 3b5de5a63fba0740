using Reconciler.Core.Resources;
using Reconciler.Core.Servers;

namespace Reconciler.Core.Planning;

/// <param name="Site">Null: servers that no commit declares any more, or of the unnamed central site.</param>
public sealed record SiteServers(SiteName? Site, ServerSet Servers);
