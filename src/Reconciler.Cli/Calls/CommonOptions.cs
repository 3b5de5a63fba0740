using System.Collections.Immutable;
using System.CommandLine;
using Reconciler.Cli.Terminals;
using Reconciler.Cli.Workplaces;
using Reconciler.Core.Planning;

namespace Reconciler.Cli.Calls;

/// <summary>The options that most verbs share. Each is one object, so that its name and help stand once.</summary>
internal static class CommonOptions
{
    internal static Option<string?> Repo { get; } = new("--repo")
    {
        Description = "The configuration repository: a path inside it, or a URL (https, http, ssh, file, user@host:path). Default: $RECONCILER_REPO, else the settings, else the repository around the working directory",
        HelpName = "PATH|URL",
    };

    internal static Option<string?> Revision { get; } = new("--revision")
    {
        Description = "Branch, tag, full ref, commit id or the beginning of one. Default: $RECONCILER_REVISION, else the settings, else HEAD; of a URL its default branch",
        HelpName = "REVISION",
    };

    internal static Option<string?> Path { get; } = new("--path")
    {
        Description = "Directory of the configuration, from the repository's root. Default: $RECONCILER_PATH, else reconciler/ when it exists, else the root",
        HelpName = "DIR",
    };

    internal static Option<bool> Worktree { get; } = new("--worktree") { Description = "Read the files as they stand, committed or not" };

    internal static Option<string?> State { get; } = new("--state")
    {
        Description = "The state directory; to read only, git:URL#BRANCH where another machine publishes it, or the address of a reconciler run there. Default: $RECONCILER_STATE, else one for each repository below /var/lib/reconciler (root) or $XDG_STATE_HOME/reconciler",
        HelpName = "DIR|URL",
    };

    internal static Option<string?> Config { get; } = new("--config")
    {
        Description = "The operator's settings. Default: $RECONCILER_CONFIG, else /etc/reconciler/reconciler.json",
        HelpName = "FILE",
    };

    internal static Option<string[]> AllowRoot { get; } = new("--allow-root")
    {
        Description = "Allow servers below this directory for this run (repeatable)",
        HelpName = "DIR",
    };

    internal static Option<string[]> Package { get; } = Names("--package", "Only these packages", "Package");

    internal static Option<string[]> Server { get; } = Names("--server", "Only these servers", "DistributionServer");

    internal static Option<string[]> Group { get; } = Names("--group", "Only servers of these groups", "ServerGroup");

    internal static Option<string[]> Site { get; } = Names("--site", "Only servers of these sites", "Site");

    internal static Option<OutputFormat> Output { get; } = FormatOptions.Output(OutputFormat.Text, OutputFormat.Json);

    internal static Option<bool> WarningsAsErrors { get; } = new("--warnings-as-errors") { Description = "Do nothing, and exit with 7, where 'validate' has a warning or an error" };

    internal static Option<bool> NoColor { get; } = new("--no-color") { Description = "No colours (also: NO_COLOR)", Recursive = true };

    internal static Option<bool> Quiet { get; } = new("--quiet", "-q") { Description = "No progress and no notes", Recursive = true };

    /// <summary>Which commit, which state, which settings.</summary>
    internal static Option[] Place { get; } = [Repo, Revision, Path, Worktree, State, Config, AllowRoot];

    /// <summary>As <see cref="Place"/>, for verbs that write: only what is committed is carried out.</summary>
    internal static Option[] CommittedPlace { get; } = [Repo, Revision, Path, State, Config, AllowRoot];

    internal static Option[] ScopeOptions { get; } = [Package, Server, Group, Site];

    /// <summary>What was typed, else what the environment says.</summary>
    /// <exception cref="UsageException">A name of the scope cannot be one.</exception>
    internal static CommonValues Read(ParseResult parsed, Surroundings surroundings) => new(
        parsed.GetValue(Repo) ?? Variable(surroundings, "RECONCILER_REPO"),
        new(
            parsed.GetValue(Revision) ?? (parsed.GetValue(Worktree) ? null : Variable(surroundings, "RECONCILER_REVISION")),
            parsed.GetValue(Path) ?? Variable(surroundings, "RECONCILER_PATH"),
            parsed.GetValue(Worktree)),
        parsed.GetValue(State) ?? Variable(surroundings, "RECONCILER_STATE"),
        parsed.GetValue(Config),
        [.. parsed.GetValue(AllowRoot) ?? []],
        new Scope(Given(parsed, Package), Given(parsed, Server), Given(parsed, Group), Given(parsed, Site)));

    private static string? Variable(Surroundings surroundings, string name) => surroundings.Variable(name) is { Length: > 0 } value ? value : null;

    private static ImmutableArray<string> Given(ParseResult parsed, Option<string[]> option)
    {
        string[] names = parsed.CommandResult.Command.Options.Contains(option) ? parsed.GetValue(option) ?? [] : [];
        return names.Select(name => (name, Problem: Scope.ProblemOf(name))).FirstOrDefault(given => given.Problem is not null) is (var wrong, { } problem)
            ? throw new UsageException($"{option.Name} is '{wrong}', which is neither a name nor a pattern: {problem}")
            : [.. names];
    }

    private static Option<string[]> Names(string name, string description, string kind) => new(name)
    {
        Description = $"{description} (repeatable; * and ? match)",
        HelpName = "NAME",
        CompletionSources = { NameCompletion.Of(kind) },
    };
}
