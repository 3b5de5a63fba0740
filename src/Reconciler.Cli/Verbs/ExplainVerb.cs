using System.CommandLine;
using System.CommandLine.Completions;
using Reconciler.Cli.Calls;
using Reconciler.Cli.Reports;
using Reconciler.Cli.Workplaces;
using Reconciler.Configuration;

namespace Reconciler.Cli.Verbs;

internal static class ExplainVerb
{
    private static readonly Argument<string?> topic = new("TOPIC")
    {
        Description = "A kind, a field, or the code of a diagnostic: Package, Package.source.path, RCN2004. Nothing: the kinds",
        Arity = ArgumentArity.ZeroOrOne,
        HelpName = "TOPIC",
        CompletionSources = { NameCompletion.At(0, Topics) },
    };

    internal static Verb Verb { get; } = new(
        "explain",
        "Explain a kind or a field: what it means, what may stand there, what holds without it; or a diagnostic's code, with an example and the same example mended",
        [topic, CommonOptions.Output],
        ActAsync)
    {
        Example = "reconciler explain Package.source",
    };

    private static IEnumerable<CompletionItem> Topics(CompletionContext context) => LanguageReference.Kinds
        .SelectMany(kind => kind.Fields.SelectMany(Paths).Prepend(kind.Path))
        .Select(path => new CompletionItem(path));

    private static IEnumerable<string> Paths(Explanation field) => field.Fields.SelectMany(Paths).Prepend(field.Path);

    private static async Task<ExitCode> ActAsync(VerbContext context, CancellationToken cancellationToken)
    {
        await (context.Parsed.GetValue(topic) switch
        {
            null => new ExplanationReport(context).WriteKindsAsync(),
            var code when CodePages.IsCode(code) => ExplainCodeAsync(context, code),
            var path => ExplainFieldAsync(context, path),
        });
        return ExitCode.Done;
    }

    /// <exception cref="UsageException">There is no such code.</exception>
    private static Task ExplainCodeAsync(VerbContext context, string code) => CodePages.Find(code) is { } page
        ? new CodePageReport(context).WriteAsync(code.ToUpperInvariant(), page)
        : throw new UsageException($"there is no code '{code}'; the nearest are {string.Join(", ", CodePages.Near(code))}");

    /// <exception cref="UsageException">There is no such kind or field.</exception>
    private static Task ExplainFieldAsync(VerbContext context, string path) => LanguageReference.TryFind(path, out var explanation, out var problem)
        ? new ExplanationReport(context).WriteAsync(explanation)
        : throw new UsageException(problem);
}
