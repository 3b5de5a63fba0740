using System.CommandLine;
using Reconciler.Cli.Calls;
using Reconciler.Cli.Workplaces;

namespace Reconciler.Cli.Verbs;

internal static class CompletionVerb
{
    /// <summary>Each asks the program what may stand at the cursor; where it knows nothing, the shell offers files.</summary>
    private static readonly Dictionary<string, string> scripts = new(StringComparer.Ordinal)
    {
        ["bash"] = """
            _reconciler() {
                local IFS=$'\n'
                COMPREPLY=($(compgen -W "$(reconciler "[suggest:$COMP_POINT]" "$COMP_LINE" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
            }
            complete -o default -F _reconciler reconciler

            """,
        ["zsh"] = """
            #compdef reconciler
            _reconciler() {
                local -a offered
                offered=(${(f)"$(reconciler "[suggest:$CURSOR]" "$BUFFER" 2>/dev/null)"})
                if (( $#offered )); then compadd -- $offered; else _files; fi
            }
            compdef _reconciler reconciler

            """,
        ["fish"] = """
            function __reconciler_offered
                set -l line (commandline --cut-at-cursor)
                reconciler "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null
            end
            complete --command reconciler --arguments '(__reconciler_offered)'

            """,
        ["pwsh"] = """
            Register-ArgumentCompleter -Native -CommandName reconciler -ScriptBlock {
                param($word, $line, $cursor)
                reconciler "[suggest:$cursor]" "$line" 2>$null | Where-Object { $_ -like "$word*" } | ForEach-Object {
                    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
                }
            }

            """,
    };

    private static readonly Argument<string> shell = new("SHELL")
    {
        Description = string.Join(", ", scripts.Keys),
        HelpName = string.Join('|', scripts.Keys),
        CompletionSources = { NameCompletion.Words(scripts.Keys) },
    };

    internal static Verb Verb { get; } = new(
        "completion",
        "Print the script by which a shell completes verbs, options, and names from the repository",
        [shell],
        ActAsync)
    {
        Example = "reconciler completion bash",
    };

    private static async Task<ExitCode> ActAsync(VerbContext context, CancellationToken cancellationToken)
    {
        var named = context.Parsed.GetRequiredValue(shell);
        if (!scripts.TryGetValue(named, out var script))
            throw KnownNames.NoSuch("shell", named, [.. scripts.Keys]);

        await context.Terminal.Out.WriteAsync(script.AsMemory(), cancellationToken);
        return ExitCode.Done;
    }
}
