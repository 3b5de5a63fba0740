using System.CommandLine;
using System.Text;
using Reconciler.Cli.Calls;
using Reconciler.Cli.Reports;
using Reconciler.Cli.Workplaces;
using Reconciler.Configuration;

namespace Reconciler.Cli.Verbs;

internal static class SchemaVerb
{
    private static readonly Dictionary<string, Func<string>> schemas = new(StringComparer.Ordinal)
    {
        ["configuration"] = ConfigurationSchema.Text,
        ["plan"] = () => AnswerSchemas.Text("Plan"),
        ["change"] = () => AnswerSchemas.Text("Change"),
        ["diagnostics"] = () => AnswerSchemas.Text("Diagnostics"),
    };

    private static readonly Argument<string?> what = new("WHAT")
    {
        Description = "configuration: what Git holds, for editors; plan, change, diagnostics: what 'plan', 'plan --base' and 'validate' give with -o json. Nothing: configuration",
        Arity = ArgumentArity.ZeroOrOne,
        HelpName = string.Join('|', schemas.Keys),
        CompletionSources = { NameCompletion.At(0, NameCompletion.Words(schemas.Keys)) },
    };

    private static readonly Option<string?> save = new("--save") { Description = "Write it to a file instead", HelpName = "FILE" };

    internal static Verb Verb { get; } = new("schema", "Print the JSON Schema of the configuration, for editors; or of what -o json gives", [what, save], ActAsync)
    {
        Example = "reconciler schema --save reconciler.schema.json",
    };

    private static async Task<ExitCode> ActAsync(VerbContext context, CancellationToken cancellationToken)
    {
        var named = context.Parsed.GetValue(what) ?? "configuration";
        if (!schemas.TryGetValue(named, out var text))
            throw KnownNames.NoSuch("schema", named, [.. schemas.Keys]);

        if (context.Parsed.GetValue(save) is { } file)
            await SaveAsync(Path.GetFullPath(file, context.Surroundings.WorkingDirectory), text(), cancellationToken);
        else
            await context.Terminal.Out.WriteAsync(text().AsMemory(), cancellationToken);
        return ExitCode.Done;
    }

    private static async Task SaveAsync(string file, string text, CancellationToken cancellationToken)
    {
        try
        {
            await File.WriteAllTextAsync(file, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), cancellationToken);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"the schema cannot be saved: {problem.Message}", problem);
        }
    }
}
