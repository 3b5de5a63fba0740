namespace Reconciler.Cli.Tests.EndToEnd.Crashes;

/// <summary>A sync that is killed.</summary>
/// <param name="Prepare">Null: it is the first sync of the estate. Else what was synced before it.</param>
/// <param name="Change">What it is to do.</param>
internal sealed record CrashScenario(string Name, Action<CrashSite>? Prepare, Action<CrashSite> Change)
{
    /// <summary>After the sync before, and before the change.</summary>
    public Action<CrashSite> Grow { get; init; } = _ => { };

    internal static CrashScenario[] All { get; } =
    [
        new("first placement", null, site => site.Publish(new() { ["fonts"] = "1", ["viewer"] = "1" })),
        new("update", site => site.Publish(new() { ["fonts"] = "1", ["viewer"] = "1" }), site => site.Publish(new() { ["fonts"] = "2", ["viewer"] = "2" })),
        new("update of versions", site => site.Publish(new() { ["viewer"] = "1" }, "versions"), site => site.Publish(new() { ["viewer"] = "2" }, "versions")),
        new("removal", site => site.Publish(new() { ["fonts"] = "1", ["viewer"] = "1" }), site => site.Publish(new() { ["viewer"] = "1" })),
        new("change to versions", site => site.Publish(new() { ["viewer"] = "1" }), site => site.Publish(new() { ["viewer"] = "1" }, "versions")),
        new("change to current", site => site.Publish(new() { ["viewer"] = "1" }, "versions"), site => site.Publish(new() { ["viewer"] = "1" })),
        new("compaction", site => site.Publish(new() { ["viewer"] = "1" }), site => site.Publish(new() { ["viewer"] = "2" })) { Grow = site => site.GrowRecords() },
        new("published branch", Published("1"), Published("2")),
        new("git source", null, site => site.PublishFromGit("1")),
    ];

    public override string ToString() => Name;

    private static Action<CrashSite> Published(string version) => site =>
    {
        site.PublishState();
        site.Publish(new() { ["viewer"] = version });
    };
}
