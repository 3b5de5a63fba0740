using System.CommandLine;
using Reconciler.Cli.Calls;
using Reconciler.Cli.Workplaces;

namespace Reconciler.Cli.Verbs;

internal static class InitVerb
{
    private static readonly Argument<string?> directory = new("DIR")
    {
        Description = "Made when it is not there. Default: the working directory",
        Arity = ArgumentArity.ZeroOrOne,
    };

    internal static Verb Verb { get; } = new(
        "init",
        "Write a small configuration repository to start from: one server, one package; overwrite nothing",
        [directory],
        ActAsync)
    {
        Example = "reconciler init estate",
    };

    private static async Task<ExitCode> ActAsync(VerbContext context, CancellationToken cancellationToken)
    {
        var named = context.Parsed.GetValue(directory);
        var target = Path.GetFullPath(named ?? ".", context.Surroundings.WorkingDirectory);
        var repository = Around(target);
        if (repository is not null && repository != target)
            throw new UsageException($"{target} lies inside the repository {repository}, and the starter is a repository of its own: its paths count from the root. Write it there, or to a directory outside");

        var files = StarterFiles.All();
        Refuse(target, files);
        await WriteAsync(target, files, cancellationToken);
        foreach (var file in files)
            await context.Terminal.Out.WriteLineAsync($"  {file.Path}");
        await context.Terminal.Out.WriteLineAsync($"Wrote {files.Length} files to {target}.");
        await WriteNextAsync(context, named, repository is null);
        return ExitCode.Done;
    }

    private static void Refuse(string target, StarterFile[] files)
    {
        if (File.Exists(target))
            throw new UsageException($"{target} is a file; name a directory");

        var there = files.Where(file => Path.Exists(file.Below(target))).Select(file => file.Path).ToArray();
        if (there.Length > 0)
            throw new UsageException($"nothing was written, because {target} has {string.Join(", ", there)} already; name another directory, or move {(there.Length == 1 ? "it" : "them")} away");
    }

    private static async Task WriteAsync(string target, StarterFile[] files, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var file in files)
            {
                var path = file.Below(target);
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);

                // Never over a file that came into being a moment ago.
                await using var output = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
                await output.WriteAsync(file.Bytes, cancellationToken);
            }
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"the starter cannot be written to {target}: {problem.Message}", problem);
        }
    }

    private static async Task WriteNextAsync(VerbContext context, string? named, bool needsRepository)
    {
        var output = context.Terminal.Out;
        await output.WriteLineAsync();
        await output.WriteLineAsync("Next:");
        if (named is not null and not ".")
            await output.WriteLineAsync($"  cd {(named.Contains(' ', StringComparison.Ordinal) ? $"'{named}'" : named)}");
        if (needsRepository)
            await output.WriteLineAsync("  git init");
        await output.WriteLineAsync("  git add . && git commit -m \"Start the estate\"");
        await output.WriteLineAsync("  reconciler validate    # is it right?");
        await output.WriteLineAsync("  reconciler plan        # what would be copied where, and why");
        await output.WriteLineAsync("  reconciler sync        # copy it");
    }

    /// <summary>The root of the Git repository that a directory, which need not exist, would be in; null when there is none.</summary>
    private static string? Around(string target)
    {
        for (var candidate = target; candidate is not null; candidate = Path.GetDirectoryName(candidate))
        {
            if (Path.Exists(Path.Combine(candidate, ".git")))
                return candidate;
        }

        return null;
    }
}
