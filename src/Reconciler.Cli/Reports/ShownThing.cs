using System.Text.Json;
using Reconciler.Cli.Terminals;
using Reconciler.Cli.Calls;
using Reconciler.Core.Diagnostics;

namespace Reconciler.Cli.Reports;

/// <summary>One declared thing with all its values, for people or as JSON.</summary>
/// <param name="Kind"><c>server</c>, as it was asked for.</param>
/// <param name="At">Null for what no document declares.</param>
internal sealed record ShownThing(string Kind, string Name, SourcePosition? At, ShownSection[] Sections)
{
    /// <summary>Stands where the place would stand.</summary>
    internal string? Note { get; init; }

    internal Task WriteAsync(VerbContext context) => context.Format == OutputFormat.Json ? WriteJsonAsync(context) : WriteTextAsync(context);

    private async Task WriteTextAsync(VerbContext context)
    {
        var (output, style) = (context.Terminal.Out, context.Terminal.Style);
        await output.WriteLineAsync($"{style.Bold($"{Kind} {Name}")}  {style.Dim(At?.FileAndLine ?? Note ?? "")}".TrimEnd());
        var width = Sections.SelectMany(section => section.Fields).Where(field => field.Text is not null).Max(field => field.Name.Length);
        foreach (var section in Sections)
        {
            await output.WriteLineAsync();
            if (section.Title is { } title)
                await output.WriteLineAsync(style.Dim(title));
            foreach (var field in section.Fields.Where(field => field.Text is not null))
            {
                await output.WriteLineAsync($"  {field.Name.PadRight(width)}  {VisibleText.Of(field.Text!)}{(field.From is { } from ? style.Dim($" ({from})") : "")}");
                foreach (var line in field.More)
                    await output.WriteLineAsync($"  {"".PadRight(width)}  {VisibleText.Of(line)}");
            }
        }
    }

    private Task WriteJsonAsync(VerbContext context) => JsonReport.WriteAsync(context.Terminal.Out, WriteJson);

    internal void WriteJson(Utf8JsonWriter writer)
    {
        writer.WriteString("kind"u8, Kind);
        writer.WriteString("name"u8, Name);
        writer.WritePlace("at", At);
        writer.WriteOptional("note", Note);
        foreach (var section in Sections.Where(section => !section.IsItem))
        {
            writer.WriteStartObject(section.Field);
            Write(writer, section);
            writer.WriteEndObject();
        }

        foreach (var items in Sections.Where(section => section.IsItem).GroupBy(section => section.Field))
            writer.WriteList(items.Key, items, section => Write(writer, section));
    }

    private static void Write(Utf8JsonWriter writer, ShownSection section)
    {
        foreach (var field in section.Fields.Where(field => field.Text is not null))
        {
            writer.WriteStartObject(field.Name);
            writer.WritePropertyName("value"u8);
            field.Json(writer);
            writer.WriteOptional("from", field.From);
            writer.WriteEndObject();
        }
    }
}
