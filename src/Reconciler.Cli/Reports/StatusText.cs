using Reconciler.Cli.Terminals;
using Reconciler.Core.Planning;
using Reconciler.Core.Resources;
using Reconciler.Core.Status;
using Reconciler.Engine.TransferPackages;

namespace Reconciler.Cli.Reports;

/// <summary>A status for people: where we stand, a table of packages, a table of servers, and what is left to do.</summary>
internal sealed class StatusText(Terminal terminal)
{
    private const string Nothing = "-";

    private readonly Style style = terminal.Style;

    internal async Task WriteAsync(StatusShown shown)
    {
        await WriteHeadAsync(shown);
        var now = shown.Made.Plan.MadeAt;
        await WriteAsync(Packages(shown.Status, now));
        await WriteAsync(Servers(shown.Status, now));
        await WriteTroublesAsync(shown.Status);
        await terminal.Out.WriteLineAsync(Counts(shown.Status));
        await terminal.Out.WriteLineAsync(style.Bold(PlanText.Ending(shown.Made.Plan)));
    }

    private async Task WriteHeadAsync(StatusShown shown)
    {
        var commit = shown.Made.Desired.Commit;
        await terminal.Out.WriteLineAsync($"{style.Bold("Status")} by {CommitText.Of(commit)}");
        await terminal.Out.WriteLineAsync(style.Dim(PlanText.RecordedState(shown.Made.Plan)));
        if (shown.Made.HasState)
            await terminal.Out.WriteLineAsync(style.Dim($"Last synced {Text(shown.Synced, record => record.Begun)}{(shown.Synced is { Waiting: not null, Converged: null } ? ", done but for what waits as declared" : "")}; last converged {Text(shown.Converged, record => record.Converged!.Value)}"));
        if (shown.Loop is { Attempted: { } attempted } loop)
            await terminal.Out.WriteLineAsync(style.Dim($"'reconciler run' last looked at {attempted[..7]} {Moment.Text(loop.At)}"));
        await terminal.Out.WriteLineAsync(Readiness(shown));
        foreach (var condition in shown.Conditions.Where(condition => condition.Type == ConditionType.Stalled))
            await terminal.Out.WriteLineAsync($"{style.Red("Stalled:")} {condition.Reason}: {VisibleText.Of(condition.Message)}");
        await terminal.Out.WriteLineAsync();
    }

    /// <summary><c>Ready: Converged</c>; <c>Not ready: NotConverged; reconciling</c>. The messages stand in the last line, and with what stalls.</summary>
    private string Readiness(StatusShown shown)
    {
        var ready = shown.Conditions.First(condition => condition.Type == ConditionType.Ready);
        var going = shown.Conditions.Any(condition => condition.Type == ConditionType.Reconciling) ? "; reconciling" : "";
        var where = shown.Made.Scope.IsEverything ? "" : $" within {shown.Made.Scope}";
        return $"{(ready.IsTrue ? style.Green($"Ready{where}:") : style.Yellow($"Not ready{where}:"))} {ready.Reason}{going}";
    }

    private static string Text(CommitRecord? record, Func<CommitRecord, DateTimeOffset> at) =>
        record is null ? "never" : $"{record.Commit[..7]} {Moment.Text(at(record))}";

    private async Task WriteAsync(TextTable table)
    {
        foreach (var line in table.Lines(style))
            await terminal.Out.WriteLineAsync(line);
        await terminal.Out.WriteLineAsync();
    }

    private TextTable Packages(EstateStatus status, DateTimeOffset now)
    {
        var table = new TextTable("PACKAGE", "VERSION", new("DESIRED", IsNumber: true), new("ACTUAL", IsNumber: true), "OLDEST PROOF", "STATE");
        foreach (var package in status.Packages)
            table.Add(package.Name.Value, Versions(package), package.Tally.Desired, Actual(package.Tally), Proof(package.Tally, now), State(package));
        return table;
    }

    /// <summary><c>3.1</c>; <c>3.2 (1), 3.1 (5)</c> where servers get different ones.</summary>
    private static string Versions(PackageStatus package) => package.Versions switch
    {
        [] => Nothing,
        [var single] => single.Name,
        var several => string.Join(", ", several.Select(version => $"{version.Name} ({version.Desired})")),
    };

    private TextTable Servers(EstateStatus status, DateTimeOffset now)
    {
        var table = new TextTable("SERVER", "SITE", new("DESIRED", IsNumber: true), new("ACTUAL", IsNumber: true), "OLDEST PROOF", "STATE");
        foreach (var server in status.Servers)
            table.Add(server.Name.Value, server.Site?.Value ?? Nothing, server.Tally.Desired, Actual(server.Tally), Proof(server.Tally, now), State(server));
        return table;
    }

    private Cell Actual(Tally tally) => new($"{tally.Actual}", tally.Actual == tally.Desired ? null : style.Yellow);

    private static Cell Proof(Tally tally, DateTimeOffset now) =>
        tally.OldestProof is { } proof ? $"{proof.Kind.Word()} {Moment.Age(now - proof.At)}" : Nothing;

    private Cell State(PackageStatus package)
    {
        if (package.Damage is not null)
            return new("record-corrupt", style.Red);

        var word = package switch
        {
            { IsDeclared: false } => "undeclared",
            { IsRetired: true } => "retired",
            _ => null,
        };
        return State(word, package.Tally);
    }

    private Cell State(ServerStatus server) => server.State switch
    {
        _ when server.Suspension is { } suspension => new($"{suspension.Words()}{Owed(server)}", style.Yellow),
        ServerState.Reachable => State(Word(server), server.Tally),
        ServerState.NeverVisited or ServerState.Undeclared => State(server.State.Word(), server.Tally),
        _ => new(Unusable(server), style.Red),
    };

    private static string? Word(ServerStatus server) =>
        server.IsRetired ? "retired" : server.Atomicity is { } level and not Atomicity.Tree ? $"level {level.Word()}" : null;

    /// <summary><c>unreachable since 2026-11-22 09:12Z, 2 owed</c></summary>
    private static string Unusable(ServerStatus server)
    {
        var since = server.Trouble is { } trouble ? $" since {Moment.Text(trouble.Since)}" : "";
        return $"{server.State.Word()}{since}{Owed(server)}";
    }

    private static string Owed(ServerStatus server) =>
        server.Tally.ToDo.Values.Sum() + server.Tally.OnHold.Values.Sum() is > 0 and var owed ? $", {owed} owed" : "";

    private Cell State(string? word, Tally tally)
    {
        var parts = Parts(tally).ToArray();
        if (parts.Length == 0)
            return word is null ? new("ok", style.Green) : new(word);
        return new((word is null ? "" : $"{word}: ") + string.Join(", ", parts), style.Yellow);
    }

    private static IEnumerable<string> Parts(Tally tally)
    {
        foreach (var (kind, count) in tally.ToDo)
            yield return kind == ActionKind.Leave ? $"{count} left" : $"{count} to {kind.Word()}";
        if (!tally.OnHold.IsEmpty)
            yield return $"{tally.OnHold.Values.Sum()} on hold ({string.Join(", ", tally.OnHold.Keys.Select(reason => reason.Word()))})";
        if (tally.Facts.Drifted > 0)
            yield return $"{tally.Facts.Drifted} drifted";
        if (tally.Facts.Interrupted > 0)
            yield return $"{tally.Facts.Interrupted} interrupted";
        if (tally.Facts.Failed > 0)
            yield return $"{tally.Facts.Failed} failed";
        if (tally.Facts.Declined > 0)
            yield return $"{tally.Facts.Declined} kept (prune: false)";
    }

    /// <summary>The words of whatever cannot be used or read, so that nobody has to look for them.</summary>
    private async Task WriteTroublesAsync(EstateStatus status)
    {
        var troubles = status.Packages.Where(package => package.Damage is not null).Select(package => $"{package.Name}: {package.Damage}")
            .Concat(status.Servers.Where(server => server.Trouble is not null).Select(server => $"{server.Name}: {server.Trouble!.Message}"))
            .ToArray();
        foreach (var trouble in troubles)
            await terminal.Out.WriteLineAsync(style.Red(VisibleText.Of(trouble)));
        var suspended = status.Servers.Where(server => server.Suspension is not null).Select(server => $"{server.Name}: {server.Suspension!.Line()}").ToArray();
        foreach (var line in suspended)
            await terminal.Out.WriteLineAsync(style.Yellow(VisibleText.Of(line)));
        if (troubles.Length + suspended.Length > 0)
            await terminal.Out.WriteLineAsync();
    }

    /// <summary><c>16 of 17 placements are as they should be; 8 servers, 1 of them unreachable.</c></summary>
    private static string Counts(EstateStatus status)
    {
        var states = status.Servers.Where(server => server.State != ServerState.Reachable)
            .CountBy(server => server.State)
            .OrderBy(pair => pair.Key)
            .Select(pair => $", {pair.Value} {pair.Key.Word()}");
        var suspended = status.Servers.Count(server => server.Suspension is not null);
        return $"{status.Actual} of {PlanText.Count(status.Desired, "placement")} as desired; {PlanText.Count(status.Packages.Length, "package")}, {PlanText.Count(status.Servers.Length, "server")}{string.Concat(states)}{(suspended == 0 ? "" : $", {suspended} suspended")}.";
    }
}
