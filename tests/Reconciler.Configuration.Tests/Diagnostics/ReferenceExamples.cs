using static Reconciler.Configuration.Tests.Given;

namespace Reconciler.Configuration.Tests.Diagnostics;

internal static class ReferenceExamples
{
    public static IEnumerable<Example> All =>
    [
        new("DuplicateName", Document("DistributionServer", "stores", "{ address: a }") + Document("ServerGroup", "Stores", "{}")),
        new("ReservedName", Document("ServerGroup", "Default-Servers", "{}")),
        new("UnknownReference", Document("DistributionServer", "dp-lon-01", "{ address: a, site: london }")
            + Document("ServerGroup", "stores", "{ servers: [dp-lno-01, DP-LON-01], groups: [default-server] }")
            + Document("Package", "a", "{ source: { path: p }, distribute: { to: [store, moon], sites: [paris] } }")),
        new("GroupAmongServers", Document("ServerGroup", "a", "{ servers: [all-servers] }")),
        new("ServerAmongGroups", Document("DistributionServer", "dp-1", "{ address: a }") + Document("ServerGroup", "a", "{ groups: [dp-1] }")),
        new("GroupCycle", Document("ServerGroup", "a", "{ groups: [b] }") + Document("ServerGroup", "b", "{ groups: [c, b] }") + Document("ServerGroup", "c", "{ groups: [a] }")),
        new("SiteCycle", Document("Site", "hq", "{}") + Document("Site", "london", "{ parent: paris }") + Document("Site", "paris", "{ parent: london }")
            + Document("Site", "rome", "{ parent: paris }")),
        new("SecondCentralSite", Document("Site", "hq", "{}") + Document("Site", "london", "{}")),
        new("NoAddress", Document("DistributionServer", "dp-1", "{}")),
        new("EqualAddresses", Document("DistributionServer", "dp-1", "{ address: /srv/a }") + Document("DistributionServer", "dp-2", "{ address: 'file:///srv/a' }")),
        new("NestedAddresses", Document("DistributionServer", "dp-1", "{ address: '\\\\NAS\\share\\a' }") + Document("DistributionServer", "dp-2", "{ address: '\\\\nas\\share' }")),
        new("EqualPublishAs", Document("Package", "viewer", "{ source: { path: p } }") + Document("Package", "a", "{ source: { path: p }, publishAs: Viewer }")),
        new("NestedPublishAs", Document("Package", "a", "{ source: { path: p }, publishAs: Apps/Viewer }") + Document("Package", "apps", "{ source: { path: p } }")),
        new("SourceContainsConfiguration", "config/prod",
            [File("config/prod/a.yaml", Document("Package", "a", "{ source: { path: config } }") + Document("Package", "b", "{ source: { path: ./ } }") + Document("Package", "c", "{ source: { path: ../.. } }"))]),
        new("ConfigurationInSource", "",
            [File("estate.yaml", Document("Package", "a", "{ source: { path: packages/a } }")), File("packages/a/sample.yaml", "key: [\n---\nother: 1\n" + Document("Site", "x", "{}"))]),
        new("SitesNeeded", Document("Package", "a", "{ source: { path: p }, distribute: { includeSubsites: true, fallbackToDefaultServers: true } }")),
        new("SecondPolicy", Document("Policy", "default", "{}") + Document("Policy", "default", "{}")),
        new("PolicyName", Document("Policy", "strict", "{}")),
        new("CredentialsNotTaken", Document("DistributionServer", "dp-1", "{ address: dp-1, credentials: london-deploy }")),
    ];
}
