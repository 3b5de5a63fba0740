using System.CommandLine;
using Reconciler.Cli.Terminals;
using Reconciler.Core.Diagnostics;

namespace Reconciler.Cli.Verbs;

/// <summary>What cannot be understood of a command line, with the nearest name that can.</summary>
internal static class UsageErrors
{
    internal static async Task WriteAsync(ParseResult parsed, Terminal terminal)
    {
        foreach (var message in Messages(parsed))
            await terminal.Error.WriteLineAsync($"{terminal.ErrorStyle.Red("error:")} {message}");
        await terminal.Error.WriteLineAsync($"'{CommandOf(parsed)} --help' shows what there is.");
    }

    private static IEnumerable<string> Messages(ParseResult parsed)
    {
        // What follows an unknown option may be its value: to complain of that too would only confuse.
        var unknown = parsed.UnmatchedTokens.Where(IsOption).ToArray();
        if (unknown.Length > 0)
            return unknown.Select(option => UnknownOption(parsed, option.Split('=')[0]));

        if (parsed.UnmatchedTokens is [var first, ..])
            return [parsed.CommandResult.Command is RootCommand ? UnknownVerb(first) : $"{CommandOf(parsed)} takes no further argument '{first}'"];

        return parsed.Errors.Select(error => error.Message).Distinct();
    }

    private static string UnknownOption(ParseResult parsed, string option)
    {
        if (parsed.CommandResult.Command.Options.Any(known => known.Name == option || known.Aliases.Contains(option)))
            return $"{option} stands before the verb; write it behind: '{CommandOf(parsed)} {option} …'";

        var known = parsed.CommandResult.Command.Options
            .Concat(parsed.RootCommandResult.Command.Options.Where(shared => shared.Recursive))
            .SelectMany(shared => shared.Aliases.Prepend(shared.Name))
            .Where(name => name.StartsWith("--", StringComparison.Ordinal));
        return $"{CommandOf(parsed)} has no option '{option}'{NearestName.Question(NearestName.Of(option, known))}";
    }

    private static string UnknownVerb(string verb)
    {
        var known = CommandLine.Verbs.SelectMany(known => known.Aliases.Prepend(known.Name));
        return $"there is no verb '{verb}'{NearestName.Question(NearestName.Of(verb, known))}";
    }

    private static string CommandOf(ParseResult parsed) =>
        parsed.CommandResult.Command is RootCommand ? "reconciler" : $"reconciler {parsed.CommandResult.Command.Name}";

    private static bool IsOption(string token) => token.Length > 1 && token[0] == '-';
}
