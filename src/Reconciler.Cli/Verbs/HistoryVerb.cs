using System.CommandLine;
using Reconciler.Cli.Calls;
using Reconciler.Cli.Reports;
using Reconciler.Cli.Workplaces;
using Reconciler.Core.Diagnostics;
using Reconciler.Core.Placements;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;

namespace Reconciler.Cli.Verbs;

/// <summary>Reads the records only: it answers also when the configuration is invalid.</summary>
internal static class HistoryVerb
{
    private static readonly Argument<string?> package = new("PACKAGE") { Description = "Only of this package", Arity = ArgumentArity.ZeroOrOne, HelpName = "PACKAGE", CompletionSources = { NameCompletion.At(0, NameCompletion.Of("Package")) } };

    private static readonly Option<string?> server = new("--server") { Description = "Only of this server; with PACKAGE, of that one placement", HelpName = "NAME", CompletionSources = { NameCompletion.Of("DistributionServer") } };

    private static readonly Option<string?> at = new("--at")
    {
        Description = "Show who held what then: a time such as 2026-11-20T14:03Z, a day, which begins at 00:00 UTC, or an age such as 3d",
        HelpName = "TIME",
    };

    private static readonly Option<int?> limit = new("--limit") { Description = "Only the newest so many", HelpName = "COUNT" };

    internal static Verb Verb { get; } = new(
        "history",
        "Show what happened, when, and by which commit and plan, the newest last; or who held what at a time",
        [package, server, at, limit, .. CommonOptions.Place, CommonOptions.Output],
        ActAsync)
    {
        Example = "reconciler history office-viewer --limit 20",
    };

    private static async Task<ExitCode> ActAsync(VerbContext context, CancellationToken cancellationToken)
    {
        context.RefusePublished("history");
        var then = PointInTime.Read(context.Parsed.GetValue(at), context.Surroundings.Time.GetUtcNow());
        if (then is not null && context.Parsed.GetValue(limit) is not null)
            throw new UsageException("--limit counts what happened, and --at shows who held what; leave one of them out");

        using var workplace = context.OpenWorkplace();
        var actual = workplace.State.Packages.Load(new ServerTable(), cancellationToken);
        var asked = new Asked(
            Recorded(context.Parsed.GetValue(package), "package", Packages(actual).Select(name => name.Value), workplace) is { } ofPackage ? new PackageName(ofPackage) : null,
            Recorded(context.Parsed.GetValue(server), "server", actual.Facts.Keys.Select(name => name.Value), workplace) is { } ofServer ? new ServerName(ofServer) : null,
            actual);
        var reading = new HistoryReading(workplace.State, actual.Servers);
        var problems = then is { } time ? await ShowHoldingsAsync(context, reading, asked, time) : await ShowHistoryAsync(context, workplace, reading, asked);
        foreach (var problem in problems)
            await context.Terminal.Error.WriteLineAsync($"{context.Terminal.ErrorStyle.Red("error:")} {problem}");
        return problems.Count == 0 ? ExitCode.Done : ExitCode.Error;
    }

    /// <returns>What could not be read.</returns>
    private static async Task<IReadOnlyList<string>> ShowHistoryAsync(VerbContext context, Workplace workplace, HistoryReading reading, Asked asked)
    {
        var entries = Entries(reading, asked);
        if (context.Format == OutputFormat.Text)
            entries = [.. entries.Where(entry => entry is not HistoryEntry.OfPackage { IsTold: false })];

        var shown = Newest(entries, context.Parsed.GetValue(limit));
        await WriteAsync(context, workplace, shown, entries.Count - shown.Count);
        return [.. reading.Unreadable.Select(problem => $"{problem}; what came before is shown")];
    }

    /// <returns>What could not be read.</returns>
    private static async Task<IReadOnlyList<string>> ShowHoldingsAsync(VerbContext context, HistoryReading reading, Asked asked, DateTimeOffset then)
    {
        var folding = new HoldingsReading(reading, asked.Actual.Servers);
        var holdings = folding.At(then, asked.Package is { } only ? [only] : Packages(asked.Actual), asked.Actual.Facts.Keys, asked.Server);
        if (context.Format == OutputFormat.Json)
            await JsonReport.WriteAsync(context.Terminal.Out, writer => HoldingsJson.Write(writer, holdings));
        else
            await new HoldingsText(context.Terminal, namesAll: asked is not { Package: null, Server: null }).WriteAsync(holdings);
        return [.. reading.Unreadable.Select(problem => $"{problem}; what came before is counted"), .. folding.Gaps];
    }

    private static IReadOnlyList<HistoryEntry> Entries(HistoryReading reading, Asked asked) => asked switch
    {
        { Package: { } package, Server: { } server } => reading.OfCell(package, server),
        { Package: { } package } => reading.OfPackage(package),
        { Server: { } server } => reading.OfServer(server, Packages(asked.Actual), asked.Actual.Facts.Keys),
        _ => reading.All(Packages(asked.Actual), asked.Actual.Facts.Keys),
    };

    private static IEnumerable<PackageName> Packages(ActualPlacement actual) => actual.Packages.Keys.Concat(actual.Corrupt.Keys).Order();

    private static string? Recorded(string? name, string kind, IEnumerable<string> known, Workplace workplace)
    {
        var names = known.ToArray();
        return name is null || names.Contains(name, StringComparer.Ordinal)
            ? name
            : throw new UsageException($"nothing is recorded of a {kind} '{name}' in {workplace.Directory.Root}{NearestName.Question(NearestName.Of(name, names))}");
    }

    private static IReadOnlyList<HistoryEntry> Newest(IReadOnlyList<HistoryEntry> entries, int? count) => count switch
    {
        null => entries,
        > 0 => [.. entries.TakeLast(count.Value)],
        _ => throw new UsageException($"--limit takes a number from 1 up, not {count}"),
    };

    private static async Task WriteAsync(VerbContext context, Workplace workplace, IReadOnlyList<HistoryEntry> entries, int earlier)
    {
        var terminal = context.Terminal;
        if (context.Format == OutputFormat.Json)
            await JsonReport.WriteAsync(terminal.Out, writer => HistoryJson.Write(writer, entries, earlier));
        else if (entries.Count == 0)
            await terminal.Out.WriteLineAsync(NothingText(context, workplace));
        else
            await new HistoryText(terminal).WriteAsync(entries);
        if (earlier > 0 && !context.IsQuiet)
            await terminal.Error.WriteLineAsync($"{earlier} earlier; without --limit all are shown");
        if (context.Format == OutputFormat.Text && !context.IsQuiet && entries.Any(entry => entry.Commit is not null))
            await terminal.Error.WriteLineAsync("What undoing one of these commits would cost: reconciler plan --revert COMMIT");
    }

    private static string NothingText(VerbContext context, Workplace workplace) => (context.Parsed.GetValue(package), context.Parsed.GetValue(server)) switch
    {
        ({ } ofPackage, { } ofServer) => $"Nothing is recorded of {ofPackage} on {ofServer}. 'reconciler why {ofServer} {ofPackage}' tells whether it should be there.",
        _ => $"Nothing is recorded yet in {workplace.Directory.Root}.",
    };

    private sealed record Asked(PackageName? Package, ServerName? Server, ActualPlacement Actual);
}
