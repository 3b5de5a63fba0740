using static Reconciler.Configuration.Tests.Given;

namespace Reconciler.Configuration.Tests.Diagnostics;

internal static class FieldExamples
{
    public static IEnumerable<Example> All =>
    [
        new("ApiVersionMissing", "kind: Site\nmetadata: { name: london }\n"),
        new("UnknownApiVersion", "apiVersion: reconciler/v2\nkind: Site\nmetadata: { name: london }\n---\napiVersion: reconcilr/v1\nkind: Site\n"),
        new("UnknownKind", Document("DistributionSever", "dp-1", "{ address: dp-1 }") + Document("Deployment", "dp-2", "{}")),
        new("UnknownField", Document("DistributionServer", "dp-1", "{ adress: dp-1 }\nstatus: {}")),
        new("LaterVersion", Document("DistributionServer", "dp-1", "{ address: dp-1, bandwidth: 20MiB/s }")
            + Document("Job", "install", "{}")),
        new("FieldMissing", "apiVersion: reconciler/v1\nkind: Package\nmetadata:\n  labels: { a: b }\nspec: {}\n---\napiVersion: reconciler/v1\n"),
        new("NoValue", Document("DistributionServer", "dp-1", "\n  address: dp-1\n  retain:") + Document("ServerGroup", "all", "\n  selector:")),
        new("WrongShape", Document("Package", "viewer", "{ source: packages/viewer, distribute: [all-servers] }")
            + Document("ServerGroup", "all", "{ servers: dp-1 }") + Document("Site", "london", "[]")),
        new("NotBoolean", Document("DistributionServer", "dp-1", "{ address: dp-1, default: yes }")),
        new("NotInteger", Document("DistributionServer", "dp-1", "{ address: dp-1, retain: 0x10, maxConcurrentCopies: 0 }")),
        new("NotDuration", Document("Policy", "default", "{ removalGrace: 1 week }")),
        new("NotInstant", Document("DistributionServer", "dp-1", "{ address: dp-1, suspend: { reason: disk, until: 2026-02-30 } }") + Document("DistributionServer", "dp-2", "{ address: dp-2, suspend: { reason: disk, until: 2026-12-01 18:00 } }")),
        new("DurationOutOfRange", Document("Policy", "default", "{ verify: { every: 5s } }")),
        new("NotLimit", Document("Policy", "default", "{ maxRemovals: { perPlan: many, perServer: 120% } }")),
        new("UnknownValue", Document("Package", "viewer", "{ source: { path: p }, existing: refesh, priority: urgent }")),
        new("EmptyList", Document("Package", "viewer", "{ source: { path: p }, include: [] }")),
        new("TooManySources", Document("Package", "viewer", "{ source: { path: p, directory: /mnt/builds } }") + Document("Package", "fonts", $"{{ source: {{ url: https://builds.example.com/fonts.zip, sha256: {new string('a', 64)}, path: p }} }}")),
        new("NoSource", Document("Package", "viewer", "{ source: {} }")),
        new("UrlWithoutSha256", Document("Package", "viewer", "{ source: { url: https://builds.example.com/viewer.zip } }")),
        new("FieldWithoutUrl", Document("Package", "viewer", "{ source: { path: p, unpack: true } }") + Document("Package", "fonts", $"{{ source: {{ directory: /mnt/fonts, sha256: {new string('a', 64)} }} }}")),
        new("NothingToFollow", Document("Package", "viewer", "{ source: { path: p, follow: true } }")
            + Document("Package", "fonts", $"{{ source: {{ url: https://builds.example.com/fonts.zip, sha256: {new string('a', 64)}, follow: true }} }}")),
        new("OperatorNeedsValues", Document("ServerGroup", "stores", "{ selector: { matchExpressions: [{ key: tier, operator: In }, { key: tier, operator: NotIn, values: [] }] } }")),
        new("OperatorTakesNoValues", Document("ServerGroup", "stores", "{ selector: { matchExpressions: [{ key: tier, operator: Exists, values: [store] }] } }")),
    ];
}
