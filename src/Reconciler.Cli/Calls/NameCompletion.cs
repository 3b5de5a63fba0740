using System.CommandLine;
using System.CommandLine.Completions;
using Reconciler.Adapters.Git;
using Reconciler.Cli.Terminals;
using Reconciler.Cli.Workplaces;
using Reconciler.Configuration;
using Reconciler.Engine.Reconciling;
using Reconciler.Engine.Repositories;

namespace Reconciler.Cli.Calls;

/// <summary>
/// Offers names to a shell that completes a command line: from the files of the work tree as they stand, good or not, and from the settings. Whatever goes wrong, nothing
/// is offered, and nothing is said: the line is being typed.
/// </summary>
internal static class NameCompletion
{
    /// <param name="kinds">As in <c>kind</c>.</param>
    internal static Func<CompletionContext, IEnumerable<CompletionItem>> Of(params string[] kinds) => context => Declared(context.ParseResult, kinds);

    /// <summary>Names that stand in the operator's settings.</summary>
    internal static Func<CompletionContext, IEnumerable<CompletionItem>> OfSettings(Func<Settings, IEnumerable<string>> names) => context =>
    {
        try
        {
            var settings = SettingsFile.Read(Value(context.ParseResult, CommonOptions.Config), ThisProcess.Surroundings([]));
            return [.. names(settings).Order(StringComparer.Ordinal).Select(name => new CompletionItem(name))];
        }
        catch (UsageException)
        {
            return [];
        }
    };

    /// <summary>Of an argument, when it is this one's turn.</summary>
    /// <param name="position">Counted from 0.</param>
    internal static Func<CompletionContext, IEnumerable<CompletionItem>> At(int position, Func<CompletionContext, IEnumerable<CompletionItem>> source) =>
        context => Given(context).Count() == position ? source(context) : [];

    internal static Func<CompletionContext, IEnumerable<CompletionItem>> Words(IEnumerable<string> words) => _ => words.Select(word => new CompletionItem(word));

    /// <summary>The arguments that stand on the line already, without the one that is being typed.</summary>
    internal static IEnumerable<string> Given(CompletionContext context)
    {
        var words = context.ParseResult.CommandResult.Tokens.Select(token => token.Value).ToArray();
        return context.WordToComplete.Length > 0 && words is [.. var before, _] ? before : words;
    }

    private static IEnumerable<CompletionItem> Declared(ParseResult parsed, string[] kinds)
    {
        try
        {
            var surroundings = ThisProcess.Surroundings([]);
            using var repository = GitRepository.Open(Path.GetFullPath(Value(parsed, CommonOptions.Repo) ?? surroundings.Variable("RECONCILER_REPO") ?? ".", surroundings.WorkingDirectory));
            var snapshot = repository.Worktree();
            var path = ConfigurationPath.In(snapshot, Value(parsed, CommonOptions.Path), repository.Name);
            return
            [
                .. ConfigurationReader.Names(snapshot.ReadConfiguration(path), path)
                    .Where(declared => kinds.Contains(declared.Kind))
                    .Select(declared => declared.Name)
                    .Distinct(StringComparer.Ordinal)
                    .Order(StringComparer.Ordinal)
                    .Select(name => new CompletionItem(name)),
            ];
        }
        catch (Exception problem) when (problem is RepositoryException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            return [];
        }
    }

    private static string? Value(ParseResult parsed, Option<string?> option) =>
        parsed.CommandResult.Command.Options.Contains(option) ? parsed.GetValue(option) : null;
}
