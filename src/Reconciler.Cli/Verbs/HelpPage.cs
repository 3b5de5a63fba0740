using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Reconciler.Cli.Calls;
using Reconciler.Cli.Terminals;

namespace Reconciler.Cli.Verbs;

/// <summary>Help as the library lays it out, then an example and the exit codes.</summary>
internal sealed class HelpPage(HelpAction standard, Terminal terminal) : SynchronousCommandLineAction
{
    public override int Invoke(ParseResult parseResult)
    {
        standard.Invoke(parseResult);
        var name = parseResult.CommandResult.Command.Name;
        if (CommandLine.Verbs.FirstOrDefault(verb => verb.Name == name) is { Example.Length: > 0 } verb)
        {
            terminal.Out.WriteLine("Example:");
            terminal.Out.WriteLine($"  {verb.Example}");
            terminal.Out.WriteLine();
        }

        terminal.Out.WriteLine("Exit codes:");
        foreach (var (code, meaning) in ExitCodes.Meanings)
            terminal.Out.WriteLine($"  {(int)code,3}  {meaning}");
        return (int)ExitCode.Done;
    }
}
