using Reconciler.Cli.Calls;
using Reconciler.Cli.Terminals;
using Reconciler.Core.Planning;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Despooling;
using Reconciler.Engine.Reconciling;

namespace Reconciler.Cli.Reports;

/// <summary>A verification as it goes on: a line for each placement that is not as it should be, and a summary.</summary>
internal sealed class VerifyReport(VerbContext context, VerifyChoice choice, ProofKind proof)
{
    private readonly Terminal terminal = context.Terminal;
    private readonly ProgressLine progress = new(context);
    private readonly List<Happened.Verified> drifted = [];
    private readonly List<Happened.Failed> failed = [];
    private readonly List<Happened.ServerFailed> serversFailed = [];
    private readonly List<Happened.Surprised> surprises = [];
    private int equal;

    /// <summary>What was to be looked at and was not, whatever the reason.</summary>
    private int Skipped => choice.WithoutManifest.Sum(set => set.Servers.Count) + choice.Interrupted + failed.Count + serversFailed.Sum(server => server.Owed);

    private int Drifted => drifted.Count + surprises.Count;

    internal async Task WriteAsync(Happened what)
    {
        progress.Tell(what);
        switch (what)
        {
            case Happened.Verified { Differences.IsEmpty: true }:
                equal++;
                break;
            case Happened.Verified differs:
                drifted.Add(differs);
                await WriteAsync($"{terminal.Style.Yellow("drift:")} {differs.Package} on {differs.Server}: {DifferenceText.Line(differs.Differences)}");
                break;
            case Happened.Surprised surprise:
                surprises.Add(surprise);
                await WriteAsync($"{terminal.Style.Yellow("drift:")} {surprise.Package} on {surprise.Server}: it holds {surprise.Version}, which was not recorded, and is recorded now");
                break;
            case Happened.Failed failure:
                failed.Add(failure);
                await WriteErrorAsync($"{terminal.ErrorStyle.Red("failed:")} {failure.Package} on {failure.Server}: {failure.Message}");
                break;
            case Happened.ServerFailed server:
                serversFailed.Add(server);
                await WriteErrorAsync($"{terminal.ErrorStyle.Red($"{server.Trouble.Word()}:")} {server.Message} ({PlanText.Count(server.Owed, "placement")} not looked at)");
                break;
        }
    }

    /// <summary>Writes what was left out, and the summary.</summary>
    internal async Task<ExitCode> EndAsync(Scope scope)
    {
        progress.End();
        await WriteLeftOutAsync();
        if (context.Format == OutputFormat.Json)
            await WriteJsonAsync(scope);
        else
            await WriteSummaryAsync(scope);
        return Drifted + Skipped > 0 || !choice.Refused.IsEmpty || !choice.Corrupt.IsEmpty ? ExitCode.NotConverged : ExitCode.Done;
    }

    private async Task WriteLeftOutAsync()
    {
        foreach (var set in choice.WithoutManifest)
            await WriteErrorAsync($"{terminal.ErrorStyle.Yellow("skipped:")} {set.Package} on {set.Servers}: the content store does not know what {set.Digest.Short} contains. 'reconciler refresh {set.Package}' and a sync read it anew");
        foreach (var (server, line) in choice.Refused)
            await WriteErrorAsync($"{terminal.ErrorStyle.Yellow("not-allowed:")} {server} is not looked at: add {line} to the settings, or give --allow-root");
        await new SuspendedReport(context).WriteAsync(choice.Suspended);
        foreach (var (package, reason) in choice.Corrupt)
            await WriteErrorAsync($"{terminal.ErrorStyle.Red("record-corrupt:")} {package}: {reason}");
        if (choice.Interrupted > 0)
            await WriteErrorAsync($"{terminal.ErrorStyle.Yellow("skipped:")} {PlanText.Count(choice.Interrupted, "interrupted placement")}: the next sync ends what began there");
        if (!choice.Undeclared.IsEmpty && !context.IsQuiet)
            await WriteErrorAsync($"{choice.Undeclared} {(choice.Undeclared.Count == 1 ? "is" : "are")} no longer declared and not looked at");
    }

    private async Task WriteSummaryAsync(Scope scope)
    {
        if (choice.Count + Skipped == 0 && choice.Suspended.IsEmpty)
        {
            await terminal.Out.WriteLineAsync($"Nothing is recorded to be held{(scope.IsEverything ? "" : $" within {scope}")}, so that there is nothing to verify.");
            return;
        }

        var how = proof == ProofKind.Read ? "by reading every byte" : "by sizes and times";
        await terminal.Out.WriteLineAsync(terminal.Style.Bold(
            $"Verified {how}{(scope.IsEverything ? "" : $", within {scope}")}: {equal} as recorded, {Drifted} drifted, {Skipped} not looked at{(choice.OnSuspended == 0 ? "" : $", {choice.OnSuspended} on suspended servers")}."));
        if (Drifted > 0 && !context.IsQuiet)
            await terminal.Out.WriteLineAsync("What was found is recorded: 'reconciler plan' shows the repair, 'reconciler sync' makes it.");
    }

    private Task WriteJsonAsync(Scope scope) => JsonReport.WriteAsync(terminal.Out, writer =>
    {
        writer.WriteString("kind"u8, "verification"u8);
        writer.WriteString("proof"u8, proof.Word());
        if (!scope.IsEverything)
            writer.WriteString("scope"u8, scope.ToString());
        writer.WriteNumber("asRecorded"u8, equal);
        writer.WriteNumber("drifted"u8, Drifted);
        writer.WriteNumber("notLookedAt"u8, Skipped);
        writer.WriteNumber("onSuspended"u8, choice.OnSuspended);
        writer.WriteList("suspended", choice.Suspended, pair => writer.WriteString("server"u8, pair.Key.Value));
        writer.WriteStartArray("placements"u8);
        foreach (var differs in drifted.OrderBy(cell => cell.Package).ThenBy(cell => cell.Server))
        {
            writer.WriteStartObject();
            writer.WriteString("package"u8, differs.Package.Value);
            writer.WriteString("server"u8, differs.Server.Value);
            writer.WriteStartArray("differences"u8);
            foreach (var difference in differs.Differences)
            {
                writer.WriteStartObject();
                writer.WriteString("path"u8, difference.Path);
                writer.WriteString("kind"u8, System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(difference.Kind.ToString()));
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        foreach (var surprise in surprises.OrderBy(cell => cell.Package).ThenBy(cell => cell.Server))
        {
            writer.WriteStartObject();
            writer.WriteString("package"u8, surprise.Package.Value);
            writer.WriteString("server"u8, surprise.Server.Value);
            writer.WriteString("holds"u8, surprise.Version);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteStartArray("unusableServers"u8);
        foreach (var server in serversFailed.OrderBy(server => server.Server))
        {
            writer.WriteStartObject();
            writer.WriteString("server"u8, server.Server.Value);
            writer.WriteString("trouble"u8, server.Trouble.Word());
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    });

    private Task WriteAsync(string line) => context.Format == OutputFormat.Text ? progress.AroundAsync(() => terminal.Out.WriteLineAsync(line)) : Task.CompletedTask;

    private Task WriteErrorAsync(string line) => progress.AroundAsync(() => terminal.Error.WriteLineAsync(line));
}
