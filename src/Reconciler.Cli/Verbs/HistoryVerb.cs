using System.CommandLine;
using Reconciler.Cli.Calls;
using Reconciler.Cli.Reports;
using Reconciler.Cli.Workplaces;
using Reconciler.Core.Diagnostics;
using Reconciler.Core.Placements;
using Reconciler.Core.Servers;

namespace Reconciler.Cli.Verbs;

/// <summary>Reads the records only: it answers also when the configuration is invalid.</summary>
internal static class HistoryVerb
{
    private static readonly Argument<string?> package = new("PACKAGE") { Description = "Only of this package", Arity = ArgumentArity.ZeroOrOne, HelpName = "PACKAGE", CompletionSources = { NameCompletion.At(0, NameCompletion.Of("Package")) } };

    private static readonly Option<string?> server = new("--server") { Description = "Only of this server", HelpName = "NAME" };

    private static readonly Option<int?> limit = new("--limit") { Description = "Only the newest so many", HelpName = "COUNT" };

    internal static Verb Verb { get; } = new(
        "history",
        "Show what happened, when, and by which commit and plan; the newest last",
        [package, server, limit, .. CommonOptions.Place, CommonOptions.Output],
        ActAsync)
    {
        Example = "reconciler history office-viewer --limit 20",
    };

    private static async Task<ExitCode> ActAsync(VerbContext context, CancellationToken cancellationToken)
    {
        context.RefusePublished("history");
        using var workplace = context.OpenWorkplace();
        var actual = workplace.State.Packages.Load(new ServerTable(), cancellationToken);
        var reading = new HistoryReading(workplace.State, actual.Servers);
        var entries = Entries(context, workplace, reading, actual);
        if (context.Format == OutputFormat.Text)
            entries = [.. entries.Where(entry => entry is not HistoryEntry.OfPackage { IsTold: false })];

        var shown = Newest(entries, context.Parsed.GetValue(limit));
        await WriteAsync(context, workplace, shown, entries.Count - shown.Count);
        foreach (var problem in reading.Unreadable)
            await context.Terminal.Error.WriteLineAsync($"{context.Terminal.ErrorStyle.Red("error:")} {problem}; what came before is shown");
        return reading.Unreadable.Count == 0 ? ExitCode.Done : ExitCode.Error;
    }

    private static IReadOnlyList<HistoryEntry> Entries(VerbContext context, Workplace workplace, HistoryReading reading, ActualPlacement actual)
    {
        var packages = actual.Packages.Keys.Concat(actual.Corrupt.Keys).Order().ToArray();
        return (context.Parsed.GetValue(package), context.Parsed.GetValue(server)) switch
        {
            ({ } ofPackage, null) => reading.OfPackage(new(Recorded("package", ofPackage, packages.Select(name => name.Value), workplace))),
            (null, { } ofServer) => reading.OfServer(new(Recorded("server", ofServer, actual.Facts.Keys.Select(name => name.Value), workplace)), packages),
            (null, null) => reading.All(packages, actual.Facts.Keys),
            ({ } ofPackage, { } ofServer) => throw new UsageException($"history is of a package or of a server; 'reconciler why {ofServer} {ofPackage}' tells how this one came about"),
        };
    }

    private static string Recorded(string kind, string name, IEnumerable<string> known, Workplace workplace)
    {
        var names = known.ToArray();
        return names.Contains(name, StringComparer.Ordinal)
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
            await terminal.Out.WriteLineAsync($"Nothing is recorded yet in {workplace.Directory.Root}.");
        else
            await new HistoryText(terminal).WriteAsync(entries);
        if (earlier > 0 && !context.IsQuiet)
            await terminal.Error.WriteLineAsync($"{earlier} earlier; without --limit all are shown");
    }
}
