using System.Text;
using Reconciler.Cli.Reports.Plans;
using Reconciler.Core.Commits;
using Reconciler.Core.Content;
using Reconciler.Core.Diagnostics;
using Reconciler.Core.Planning;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;

namespace Reconciler.Cli.Tests.Reports.Plans;

/// <summary>Plans made by hand, for those who tell of them.</summary>
internal sealed class SheetMaker
{
    internal static readonly DateTimeOffset Now = new(2026, 11, 22, 14, 7, 0, TimeSpan.Zero);

    private static readonly CommitInfo main = new("3fa9c1d".PadRight(40, '0'), "main", "Add dp-lon-02 to the stores", Now.AddMinutes(-9));

    internal ServerTable Table { get; } = new();

    internal ServerSet Set(params IEnumerable<string> servers) => Table.SetOf(servers.Select(name => new ServerName(name)));

    internal static HeldVersion Version(string package, string version) => new(Digest.Of(Encoding.UTF8.GetBytes($"{package} {version}")), version);

    internal static Cause Line(string file, int line, string summary = "Add dp-lon-02 to the stores", string commit = "3fa9c1d") =>
        new(null, new SourcePosition(file, line), new CauseCommit(commit.PadRight(40, '0'), summary));

    internal PlanAction Place(string package, string version, Cause cause, long bytesEach, params string[] servers) =>
        Action(package, ActionKind.Place, null, version, cause, bytesEach, servers);

    internal PlanAction Update(string package, string from, string to, Cause cause, long bytesEach, params string[] servers) =>
        Action(package, ActionKind.Update, from, to, cause, bytesEach, servers);

    internal PlanAction Refresh(string package, string version, Cause cause, long bytesEach, params string[] servers) =>
        Action(package, ActionKind.Refresh, version, version, cause, bytesEach, servers);

    internal PlanAction Remove(string package, string version, Cause cause, params string[] servers) =>
        Action(package, ActionKind.Remove, version, null, cause, 0, servers);

    internal PlanAction Leave(string package, string server) =>
        Action(package, ActionKind.Leave, "1.0", null, Cause.Of($"{server} is no longer declared"), 0, server);

    internal PlanAction Keep(int placements) =>
        Action("kept", ActionKind.Keep, "1.0", "1.0", Cause.Of(""), 0, [.. Enumerable.Range(0, placements).Select(i => $"kept-{i:d5}")]);

    internal static PlanAction Held(PlanAction action, HoldReason reason, string? detail, DateTimeOffset? until = null) =>
        action with { Hold = new(reason, detail) { Until = until }, Copy = new(0, action.Copy.Servers - action.Copy.Servers) };

    internal static Plan Plan(params IEnumerable<PlanAction> actions) => new(
        main, Now, Now.AddMinutes(-4), [.. actions.Where(action => action.Kind != ActionKind.Keep)], [.. actions.Where(action => action.Kind == ActionKind.Keep)], 0, [], [], [], [], Now.AddDays(-3));

    internal static PlanSheet Sheet(Plan plan, params IEnumerable<Diagnostic> diagnostics) => PlanSheet.Of(plan, [.. diagnostics]);

    internal static EntryChanges Changes(int count, long bytes, params ChangedEntry[] named) => new(count, bytes, [.. named]);

    private PlanAction Action(string package, ActionKind kind, string? from, string? to, Cause cause, long bytesEach, params string[] servers)
    {
        var set = Set(servers);
        return new(
            new(package),
            kind,
            from is null ? null : Version(package, from),
            to is null ? null : Version(package, to),
            set,
            cause,
            null,
            null,
            bytesEach == 0 ? new(0, Table.Empty) : new(bytesEach * set.Count, set));
    }
}
