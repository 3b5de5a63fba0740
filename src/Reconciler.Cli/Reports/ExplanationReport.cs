using System.Text.Json;
using Reconciler.Cli.Calls;
using Reconciler.Configuration;

namespace Reconciler.Cli.Reports;

/// <summary>What the configuration language knows of a kind or a field.</summary>
internal sealed class ExplanationReport(VerbContext context)
{
    internal async Task WriteKindsAsync()
    {
        if (context.Format == OutputFormat.Json)
        {
            await JsonReport.WriteAsync(context.Terminal.Out, writer =>
            {
                writer.WriteString("kind"u8, "kinds"u8);
                writer.WriteList("kinds", LanguageReference.Kinds, kind =>
                {
                    writer.WriteString("path"u8, kind.Path);
                    writer.WriteString("description"u8, kind.Description);
                });
            });
            return;
        }

        var table = new TextTable("KIND", "WHAT IT DECLARES");
        foreach (var kind in LanguageReference.Kinds)
            table.Add(kind.Name, kind.Description);
        foreach (var line in table.Lines(context.Terminal.Style))
            await context.Terminal.Out.WriteLineAsync(line);
        await context.Terminal.Out.WriteLineAsync();
        await context.Terminal.Out.WriteLineAsync(context.Terminal.Style.Dim("More of one of them: reconciler explain Package"));
    }

    internal Task WriteAsync(Explanation explanation) => context.Format == OutputFormat.Json
        ? JsonReport.WriteAsync(context.Terminal.Out, writer =>
        {
            writer.WriteString("kind"u8, "explanation"u8);
            WriteFields(writer, explanation);
        })
        : new ExplanationText(context.Terminal).WriteAsync(explanation);

    private static void WriteFields(Utf8JsonWriter writer, Explanation explanation)
    {
        writer.WriteString("path"u8, explanation.Path);
        writer.WriteString("type"u8, explanation.Type);
        writer.WriteString("description"u8, explanation.Description);
        writer.WriteBoolean("required"u8, explanation.IsRequired);
        writer.WriteOptional("default", explanation.Default);
        writer.WriteOptional("withoutIt", explanation.WithoutIt);
        writer.WriteString("since"u8, explanation.Since);
        writer.WriteTexts("values", explanation.AllowedValues);
        writer.WriteTexts("examples", explanation.Examples);
        writer.WriteTexts("rules", explanation.Rules);
        writer.WriteList("fields", explanation.Fields, field => WriteFields(writer, field));
    }
}
