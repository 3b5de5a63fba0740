using System.CommandLine;
using Reconciler.Cli.Terminals;

namespace Reconciler.Cli.Calls;

/// <summary>A verb of the command line: its name, what it takes, and what it does.</summary>
/// <param name="Takes">Options and arguments, in the order in which help shows them.</param>
internal sealed record Verb(string Name, string Description, Symbol[] Takes, Func<VerbContext, CancellationToken, Task<ExitCode>> Act)
{
    internal string[] Aliases { get; init; } = [];

    /// <summary>A command line that somebody would type, and the end of the verb's help.</summary>
    internal string Example { get; init; } = "";

    /// <summary>It takes the state's lock: while <c>run</c> holds that, the verb is handed over.</summary>
    internal bool WritesState { get; init; }

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
            (int)await Failures.CatchAsync(new(parsed, surroundings with { Ending = cancellationToken }), WritesState ? (context, token) => Asking.ActAsync(context, Act, token) : Act, cancellationToken));
        return command;
    }
}
