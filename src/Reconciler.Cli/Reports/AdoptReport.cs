using System.Collections.Immutable;
using Reconciler.Cli.Calls;
using Reconciler.Cli.Terminals;
using Reconciler.Core.Planning;
using Reconciler.Core.Resources;
using Reconciler.Engine.Upkeep;

namespace Reconciler.Cli.Reports;

/// <summary>What <c>adopt</c> found: a line for whatever somebody has to decide about, and the count.</summary>
internal sealed class AdoptReport(VerbContext context, PackageName? asIs)
{
    private readonly Terminal terminal = context.Terminal;
    private ImmutableArray<ServerSurvey> surveys = [];

    internal async Task WriteAsync(ImmutableArray<ServerSurvey> found)
    {
        surveys = found;
        foreach (var survey in surveys)
        {
            if (survey.Refusal is { } refusal)
                await terminal.Error.WriteLineAsync($"{terminal.ErrorStyle.Yellow($"{survey.Server.Name}:")} {refusal}");
            foreach (var tree in survey.Trees)
            {
                if (Line(tree) is { } line)
                    await terminal.Out.WriteLineAsync($"{terminal.Style.Yellow("differs:")} {tree.Package} on {survey.Server.Name}: {line}");
            }

            foreach (var directory in survey.UnknownDirectories)
                await terminal.Out.WriteLineAsync($"{terminal.Style.Dim("unknown:")} {directory} on {survey.Server.Name} belongs to no declared package; it is left alone");
        }
    }

    internal async Task EndAsync(bool wasWritten, ImmutableArray<string> failures)
    {
        foreach (var failure in failures)
            await terminal.Error.WriteLineAsync($"{terminal.ErrorStyle.Red("failed:")} {failure}");

        var trees = surveys.SelectMany(survey => survey.Trees).ToArray();
        var equal = trees.Count(tree => tree.IsEqual);
        var unknown = surveys.Sum(survey => survey.UnknownDirectories.Length);
        await terminal.Out.WriteLineAsync(terminal.Style.Bold($"{equal} equal, {trees.Length - equal} differ, {unknown} unknown {(unknown == 1 ? "directory" : "directories")}"));
        var retained = surveys.Sum(survey => survey.Retained.Length);
        if (retained > 0)
            await terminal.Out.WriteLineAsync($"Out of sight: {PlanText.Count(retained, "earlier or removed version")}, kept for rollback until {(retained == 1 ? "it is" : "they are")} due to be deleted.");
        await terminal.Out.WriteLineAsync(wasWritten
            ? "What was taken over is recorded. 'reconciler plan' shows what is left to do."
            : equal == 0 && retained == 0 ? "Nothing was written." : "Nothing was written: the same command with --write takes over what is equal, without a copy.");
        if (asIs is null && trees.OfType<FoundTree.Stranger>().Any())
            await terminal.Out.WriteLineAsync($"To take over a package's differing trees too, and have the next sync update them: --as-is {trees.OfType<FoundTree.Stranger>().First().Package}.");
    }

    private string? Line(FoundTree tree) => tree switch
    {
        FoundTree.Drifted found => $"its receipt says {found.Version}, and {DifferenceText.Line(found.Verification.Differences)}; the next sync repairs it",
        FoundTree.Stranger found when found.Package == asIs => $"{Contents(found)}; taken over as version '{Adoption.Unmanaged}', which the next sync updates",
        FoundTree.Stranger found => found.Wanted is { } version ? $"{Contents(found)}, not {version}" : $"{Contents(found)}; what Git wants there is not known here",
        FoundTree.Unreadable found => found.Why,
        _ => null,
    };

    private static string Contents(FoundTree.Stranger found) => $"it holds {PlanText.Count(found.Manifest.FileCount, "file")}, {ByteSize.Text(found.Manifest.SizeBytes)}";
}
