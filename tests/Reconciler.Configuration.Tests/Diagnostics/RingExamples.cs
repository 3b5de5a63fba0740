using static Reconciler.Configuration.Tests.Given;

namespace Reconciler.Configuration.Tests.Diagnostics;

internal static class RingExamples
{
    private const string Versions = "\n  versions:\n  - { version: \"3.2\", source: { path: viewer-3.2 } }\n  - { version: \"3.1\", source: { path: viewer-3.1 } }";

    private static readonly string Servers =
        Document("DistributionServer", "dp-1", "{ address: a }") + Document("DistributionServer", "dp-2", "{ address: b }") + Document("ServerGroup", "closed", "{}");

    public static IEnumerable<Example> All =>
    [
        new("MixedForms", Document("Package", "viewer", $"{Versions}\n  rules: [{{ version: \"3.2\" }}, {{ version: \"3.1\" }}]\n  version: \"3.0\"\n  source: {{ path: p }}\n  distribute: {{ to: [all-servers] }}")),
        new("RulesWithoutVersions", Document("Package", "viewer", "{ rules: [{ version: \"3.2\", to: [all-servers] }], version: \"3.2\", source: { path: p } }")),
        new("VersionsWithoutRules", Document("Package", "viewer", Versions) + Document("Package", "reader", "{ versions: [], except: [all-servers] }")),
        new("ExceptWithoutRules", Document("Package", "viewer", "{ source: { path: p }, distribute: { to: [all-servers] }, except: [default-servers] }")),
        new("DuplicateVersion", Document("Package", "viewer", "\n  versions:\n  - { version: 3.10, source: { path: a } }\n  - { version: \"3.10\", source: { path: b } }\n  rules: [{ version: 3.10 }]")),
        new("UnknownVersion", Document("Package", "viewer", $"{Versions}\n  rules: [{{ version: \"3.3\", to: [all-servers] }}, {{ version: \"3.1\" }}, {{ version: latest }}, {{ version: \"3.2\" }}]")),
        new("VersionWithoutRule", Servers + Document("Package", "viewer", $"{Versions}\n  rules: [{{ version: \"3.1\", to: [all-servers] }}]")),
        new("RuleSelectsNobody", Servers + Document("Package", "viewer", $"{Versions}\n  rules: [{{ version: \"3.2\", to: [closed] }}, {{ version: \"3.1\", to: [all-servers] }}]")),
        new("RuleWithoutServers", Servers + Document("Package", "viewer", $"{Versions}\n  rules: [{{ version: \"3.2\", to: [all-servers] }}, {{ version: \"3.1\", to: [dp-1] }}]")
            + Document("Package", "reader", $"{Versions}\n  rules: [{{ version: \"3.2\", to: [dp-1] }}, {{ version: \"3.1\", to: [dp-2] }}]\n  except: [dp-2]")),
    ];
}
