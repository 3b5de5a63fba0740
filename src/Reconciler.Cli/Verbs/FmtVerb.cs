using System.CommandLine;
using Reconciler.Cli.Calls;
using Reconciler.Configuration;
using Reconciler.Core.Planning;

namespace Reconciler.Cli.Verbs;

internal static class FmtVerb
{
    private static readonly Argument<string[]> paths = new("PATH")
    {
        Description = "Files, and directories with files of ours; none: the configuration of the repository around the working directory",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private static readonly Option<bool> check = new("--check") { Description = "Write nothing; name the files that differ, and exit with 3 when there are any" };

    internal static Verb Verb { get; } = new(
        "fmt",
        "Bring configuration files into the canonical form; comments stay",
        [paths, CommonOptions.Repo, CommonOptions.Path, check],
        ActAsync)
    {
        Example = "reconciler fmt --check",
    };

    private static async Task<ExitCode> ActAsync(VerbContext context, CancellationToken cancellationToken)
    {
        var isCheck = context.Parsed.GetValue(check);
        var (changed, refused) = (0, 0);
        foreach (var file in YamlFiles.Find(context, context.Parsed.GetValue(paths) ?? []))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var formatted = ConfigurationFormat.Format(file.File);
            if (formatted.Text is null)
            {
                refused++;
                await WriteRefusalAsync(context, formatted);
            }
            else if (formatted.IsChanged)
            {
                changed++;
                if (!isCheck)
                    file.Write(formatted.Text);
                await context.Terminal.Out.WriteLineAsync(file.File.Path);
            }
        }

        if (!context.IsQuiet)
            await context.Terminal.Error.WriteLineAsync(Ending(isCheck, changed));
        return ExitCodes.Worst(refused > 0 ? ExitCode.Invalid : ExitCode.Done, isCheck && changed > 0 ? ExitCode.NotConverged : ExitCode.Done);
    }

    private static async Task WriteRefusalAsync(VerbContext context, FormattedFile file)
    {
        foreach (var problem in file.Problems)
            await context.Terminal.Error.WriteLineAsync(problem.ToString());
        if (file.Problems.IsEmpty)
            await context.Terminal.Error.WriteLineAsync($"{file.Path}: left as it is: in the canonical form it would not say the same, or lose a comment");
    }

    private static string Ending(bool isCheck, int changed) => (isCheck, changed) switch
    {
        (_, 0) => "Every file is in the canonical form.",
        (true, _) => $"{PlanText.Count(changed, "file")} to be formatted: run 'reconciler fmt'.",
        _ => $"{PlanText.Count(changed, "file")} formatted.",
    };
}
