using System.CommandLine;
using System.CommandLine.Help;
using Reconciler.Cli.Calls;
using Reconciler.Cli.Terminals;

namespace Reconciler.Cli.Verbs;

/// <summary>The program as a whole: its verbs, and what every call has in common.</summary>
internal static class CommandLine
{
    internal static Verb[] Verbs { get; } =
    [
        InitVerb.Verb,
        ValidateVerb.Verb,
        PlanVerb.Verb,
        SyncVerb.Verb,
        RunVerb.Verb,
        StatusVerb.Verb,
        WhyVerb.Verb,
        TargetsVerb.Verb,
        ListVerb.Verb,
        ShowVerb.Verb,
        HistoryVerb.Verb,
        EventsVerb.Verb,
        NotifyVerb.Verb,
        ExplainVerb.Verb,
        VerifyVerb.Verb,
        RefreshVerb.Verb,
        SuspendVerb.Verb,
        ResumeVerb.Verb,
        ApproveVerb.Verb,
        AdoptVerb.Verb,
        ForgetVerb.Verb,
        GcVerb.Verb,
        TokenVerb.Verb,
        SchemaVerb.Verb,
        FmtVerb.Verb,
        CompletionVerb.Verb,
        VersionVerb.Verb,
    ];

    internal static async Task<int> RunAsync(string[] arguments, Surroundings surroundings, CancellationToken cancellationToken)
    {
        var parsed = Root(surroundings).Parse(arguments.Length == 0 ? ["--help"] : arguments);
        if (parsed.Errors.Count > 0 && parsed.Action is not HelpPage && !IsCompletion(arguments))
        {
            await UsageErrors.WriteAsync(parsed, surroundings.Terminal);
            return (int)ExitCode.Error;
        }

        var configuration = new InvocationConfiguration
        {
            Output = surroundings.Terminal.Out,
            Error = surroundings.Terminal.Error,
            EnableDefaultExceptionHandler = false,
        };
        return await parsed.InvokeAsync(configuration, cancellationToken);
    }

    /// <summary>A call that somebody handed over, carried out with the place and the lock of this process.</summary>
    internal static async Task<ExitCode> AnswerAsync(string[] arguments, Surroundings surroundings, LentPlace place, CancellationToken cancellationToken)
    {
        var parsed = Root(surroundings).Parse(arguments);
        if (parsed.Errors.Count > 0 || VerbOf(parsed) is not { } asked)
        {
            await UsageErrors.WriteAsync(parsed, surroundings.Terminal);
            return ExitCode.Error;
        }

        return await Failures.CatchAsync(new(parsed, surroundings) { Lent = place }, asked.Act, cancellationToken);
    }

    /// <summary>Which verb somebody asks for; null for none that is carried out for others.</summary>
    internal static Verb? VerbOf(IReadOnlyList<string> arguments, Surroundings surroundings) => VerbOf(Root(surroundings).Parse(arguments));

    private static Verb? VerbOf(ParseResult parsed) => Verbs.FirstOrDefault(verb => verb.WritesState && verb.Name == parsed.CommandResult.Command.Name);

    /// <summary>A shell asks what may stand in a line that is not complete: an error in it is no error here.</summary>
    private static bool IsCompletion(string[] arguments) => arguments is [var first, ..] && first.StartsWith("[suggest", StringComparison.Ordinal);

    private static RootCommand Root(Surroundings surroundings)
    {
        var root = new RootCommand("Keeps packages in the right place on every distribution server, as Git says.")
        {
            CommonOptions.NoColor,
            CommonOptions.Quiet,
        };
        foreach (var verb in Verbs)
            root.Subcommands.Add(verb.ToCommand(surroundings));
        foreach (var help in root.Options.OfType<HelpOption>())
            help.Action = new HelpPage((HelpAction)help.Action!, surroundings.Terminal);
        return root;
    }
}
