using System.Collections.Immutable;
using System.Text.Json;
using Reconciler.Core.Commits;
using Reconciler.Core.Content;
using Reconciler.Core.Diagnostics;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;

namespace Reconciler.Core.Planning;

/// <summary>Reads one plan; see <see cref="PlanFile"/>. Throws what <see cref="PlanJson"/> throws.</summary>
internal sealed class PlanFileReader
{
    private readonly ServerTable table;
    private readonly ImmutableArray<int> numbers;

    private PlanFileReader(JsonElement root, ServerTable table)
    {
        this.table = table;
        numbers = root.Optional("table") is null ? [] : root.Array("table", name => table.Number(PlanJson.Server(name)));
    }

    internal static Plan Read(JsonElement root, ServerTable table) => new PlanFileReader(root, table).Read(root);

    private Plan Read(JsonElement root)
    {
        var counts = root.GetProperty("counts");
        return new(
            Commit(root.GetProperty("commit")),
            root.GetProperty("madeAt").GetDateTimeOffset(),
            root.OptionalTime("recordedAt"),
            root.Array("actions", Action),
            [],
            counts.GetProperty("declined").GetInt32(),
            root.Array("cleanups", cleanup => new Cleanup(cleanup.Package(), Digest.Parse(cleanup.Text("digest")), Servers(cleanup))),
            root.Array("renames", rename => new ServerRename(PlanJson.Server(rename.GetProperty("from")), PlanJson.Server(rename.GetProperty("to")))),
            root.Array("targets", change => new TargetsChange(change.Package(), new(change.GetProperty("generation").GetInt32(), Servers(change)))),
            root.Array("guards", finding => new GuardFinding(finding.Text("message"), finding.GetProperty("holdsRetired").GetBoolean())),
            root.OptionalTime("oldestProof"))
        {
            UnlistedKeeps = counts.GetProperty("unchanged").GetInt32(),
            Unreadable = [.. root.Names("unreadable").Select(name => new PackageName(name))],
            Scope = root.Optional("scope") is { } scope ? Scope(scope) : Planning.Scope.Everything,
            Details = root.Optional("details") is { } details ? new PlanDetailsReader(Servers).Read(details) : null,
        };
    }

    private static Scope Scope(JsonElement scope) =>
        new(Patterns(scope, "packages"), Patterns(scope, "servers"), Patterns(scope, "groups"), Patterns(scope, "sites"));

    private static ImmutableArray<string> Patterns(JsonElement scope, string name)
    {
        var patterns = scope.Names(name);
        return patterns.FirstOrDefault(pattern => Planning.Scope.ProblemOf(pattern) is not null) is { } wrong
            ? throw new FormatException($"the scope's '{wrong}' is neither a name nor a pattern")
            : patterns;
    }

    private static CommitInfo Commit(JsonElement commit) => new(
        CommitId(commit.Text("id")),
        commit.OptionalText("ref"),
        commit.Text("summary"),
        commit.GetProperty("at").GetDateTimeOffset(),
        commit.Optional("uncommittedFiles")?.GetBoolean() ?? false);

    private static string CommitId(string id) =>
        id.Length == 40 && id.All(char.IsAsciiHexDigitLower) ? id : throw new FormatException($"'{id}' is not the id of a commit");

    private PlanAction Action(JsonElement action)
    {
        var servers = Servers(action);
        if (servers.IsEmpty)
            throw new FormatException("an action has no servers");

        var copy = action.GetProperty("copy");
        return new(
            action.Package(),
            ActionKindText.Parse(action.Text("kind")),
            action.OptionalVersion("from"),
            action.OptionalVersion("to"),
            servers,
            Cause(action.GetProperty("cause")),
            action.Optional("hold") is { } hold ? Hold(hold) : null,
            action.Optional("explained") is { } group ? new(group.Text("group"), group.GetProperty("count").GetInt32()) : null,
            new(copy.GetProperty("bytes").GetInt64(), Servers(copy)) { ReusedBytes = copy.OptionalNumber("reused") ?? 0 })
        {
            Unread = action.Optional("unread") is { } unread ? new(unread.OptionalText("version")) : null,
        };
    }

    private static Hold Hold(JsonElement hold) =>
        new(HoldReasonText.Parse(hold.Text("reason")), hold.OptionalText("detail")) { Until = hold.OptionalTime("until") };

    private static Cause Cause(JsonElement cause)
    {
        SourcePosition? at = cause.OptionalText("file") is { } file
            ? new(file, cause.GetProperty("line").GetInt32(), cause.GetProperty("column").GetInt32())
            : null;
        return new(cause.OptionalText("fact"), at, cause.OptionalText("commit") is { } commit ? new(CommitId(commit), cause.Text("summary")) : null);
    }

    private ServerSet Servers(JsonElement element, string name = "servers")
    {
        var servers = element.GetProperty(name);
        if (servers.ValueKind == JsonValueKind.Array)
            return table.SetOf(servers.EnumerateArray().Select(PlanJson.Server).ToArray());

        var bits = servers.GetBytesFromBase64();
        if (bits.Length != (numbers.Length + 7) / 8)
            throw new FormatException("a set of servers does not fit the plan's table");

        return table.SetOfNumbers(numbers.Where((_, i) => (bits[i >> 3] & (1 << (i & 7))) != 0));
    }
}
