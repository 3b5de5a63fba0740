using System.CommandLine;
using Reconciler.Cli.Calls;
using Reconciler.Cli.Reports.Markdown;

namespace Reconciler.Cli.Reports;

/// <summary>Where Markdown is shown: <c>--host</c>.</summary>
internal static class HostOption
{
    private static readonly string[] names = [.. CommentHost.All.Select(host => host.Name)];

    internal static Option<string> Host { get; } = Made();

    /// <summary>GitHub where nobody says.</summary>
    internal static CommentHost Of(VerbContext context) =>
        context.Parsed.CommandResult.Command.Options.Contains(Host) && context.Parsed.GetValue(Host) is { } name ? CommentHost.All.Single(host => host.Name == name) : CommentHost.GitHub;

    private static Option<string> Made()
    {
        var option = new Option<string>("--host")
        {
            Description = $"Of Markdown: whose comments it must fit, {string.Join(", ", names[..^1])} or {names[^1]}. Default: {CommentHost.GitHub.Name}",
            HelpName = "HOST",
            CompletionSources = { NameCompletion.Words(names) },
        };
        option.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => !names.Contains(token.Value)))
                result.AddError($"--host is '{token.Value}', and it takes {string.Join(", ", names[..^1])} or {names[^1]}");
        });
        return option;
    }
}
