using System.CommandLine;
using Reconciler.Cli.Terminals;
using Reconciler.Cli.Workplaces;

namespace Reconciler.Cli.Calls;

/// <summary>A verb of the command line: its name, what it takes, and what it does.</summary>
/// <param name="Takes">Options and arguments, in the order in which help shows them.</param>
internal sealed record Verb(string Name, string Description, Symbol[] Takes, Func<VerbContext, CancellationToken, Task<ExitCode>> Act)
{
    /// <summary>What such an option allows is allowed once.</summary>
    private const string Dangerous = "--dangerous-";

    internal string[] Aliases { get; init; } = [];

    /// <summary>A command line that somebody would type, and the end of the verb's help.</summary>
    internal string Example { get; init; } = "";

    /// <summary>It takes the state's lock: while <c>run</c> holds that, the verb is handed over.</summary>
    internal bool WritesState { get; init; }

    /// <summary>It writes only where this option stands; null: always.</summary>
    internal Option<bool>? WritesWith { get; init; }

    /// <summary>Doing it a second time does no harm, and then gives the answer that is true: a holder of the lock that has begun anew does again what it was asked.</summary>
    internal bool IsRepeatable { get; init; }

    /// <summary>Nothing is recorded of who asked, and what is done is the same for everybody: askers who wait at the same time share one.</summary>
    internal bool IsShared { get; init; }

    /// <param name="arguments">Of a call of this verb.</param>
    internal bool MayBeDoneAgain(IEnumerable<string> arguments) =>
        IsRepeatable && !arguments.Any(argument => argument.StartsWith(Dangerous, StringComparison.Ordinal));

    internal Command ToCommand(Surroundings surroundings)
    {
        var command = new Command(Name, Description);
        foreach (var alias in Aliases)
            command.Aliases.Add(alias);
        foreach (var symbol in Takes)
        {
            if (symbol is Argument argument)
                command.Arguments.Add(argument);
            else
                command.Options.Add((Option)symbol);
        }

        command.SetAction(async (parsed, cancellationToken) =>
            (int)await Failures.CatchAsync(new(parsed, surroundings with { Ending = cancellationToken }), BeginAsync, cancellationToken));
        return command;
    }

    private async Task<ExitCode> BeginAsync(VerbContext context, CancellationToken cancellationToken)
    {
        if (Takes.Contains(CommonOptions.State) && CommonOptions.Read(context.Parsed, context.Surroundings) is { State: { } state } values && PublishedPlace.IsOne(state))
            context = context with { Published = await PublishedPlace.FetchAsync(state, values.Config, context.Surroundings, cancellationToken) };
        return await (Writes(context.Parsed) ? Asking.ActAsync(context, this, cancellationToken) : Act(context, cancellationToken));
    }

    private bool Writes(ParseResult parsed) => WritesState && (WritesWith is null || parsed.GetValue(WritesWith));
}
