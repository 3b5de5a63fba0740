using System.CommandLine;
using System.Text;
using Reconciler.Cli.Calls;
using Reconciler.Cli.Workplaces;
using Reconciler.Configuration;

namespace Reconciler.Cli.Verbs;

internal static class SchemaVerb
{
    private static readonly Option<string?> save = new("--save") { Description = "Write it to a file instead", HelpName = "FILE" };

    internal static Verb Verb { get; } = new("schema", "Print the JSON Schema of the configuration, for editors", [save], ActAsync)
    {
        Example = "reconciler schema --save reconciler.schema.json",
    };

    private static async Task<ExitCode> ActAsync(VerbContext context, CancellationToken cancellationToken)
    {
        if (context.Parsed.GetValue(save) is { } file)
            await SaveAsync(Path.GetFullPath(file, context.Surroundings.WorkingDirectory), cancellationToken);
        else
            await context.Terminal.Out.WriteAsync(ConfigurationSchema.Text().AsMemory(), cancellationToken);
        return ExitCode.Done;
    }

    private static async Task SaveAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            await File.WriteAllTextAsync(file, ConfigurationSchema.Text(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), cancellationToken);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"the schema cannot be saved: {problem.Message}", problem);
        }
    }
}
