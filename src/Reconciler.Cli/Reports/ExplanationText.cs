using Reconciler.Cli.Terminals;
using Reconciler.Configuration;

namespace Reconciler.Cli.Reports;

/// <summary>A page for people: what it is, what may stand there, and what is below it.</summary>
internal sealed class ExplanationText(Terminal terminal)
{
    private readonly Style style = terminal.Style;

    internal async Task WriteAsync(Explanation explanation)
    {
        await LineAsync($"{style.Bold(explanation.Path)}  {Facts(explanation, $"since {explanation.Since}")}");
        await LineAsync($"  {explanation.Description}");
        if (explanation.WithoutIt is { } words)
            await LineAsync($"  Without it: {words}.");
        await SectionAsync("Rules", explanation.Rules);
        await SectionAsync("Examples", explanation.Examples.Select(example => $"{explanation.Name}: {example}"));

        // Of a kind nobody wants to know that it has a spec, but what stands there.
        var isKind = !explanation.Path.Contains('.', StringComparison.Ordinal);
        var below = isKind ? explanation.Fields.SelectMany(field => field.Fields.IsEmpty ? [field] : field.Fields.AsEnumerable()).ToArray() : [.. explanation.Fields];
        if (below.Length == 0)
            return;

        await LineAsync();
        await LineAsync("Fields");
        foreach (var field in below)
        {
            await LineAsync($"  {style.Bold(field.Path[(explanation.Path.Length + 1)..])}  {Facts(field, field.Since == explanation.Since ? null : $"since {field.Since}")}");
            await LineAsync($"      {field.Description}");
        }

        if (below.FirstOrDefault(field => !field.Fields.IsEmpty) is { } example)
        {
            await LineAsync();
            await LineAsync(style.Dim($"More of one of them: reconciler explain {example.Path}"));
        }
    }

    private async Task SectionAsync(string title, IEnumerable<string> lines)
    {
        var all = lines.ToArray();
        if (all.Length == 0)
            return;

        await LineAsync();
        await LineAsync(title);
        foreach (var line in all)
            await LineAsync($"  {line}");
    }

    private string Facts(Explanation explanation, string? since)
    {
        string?[] facts = [explanation.Type, explanation.IsRequired ? "required" : null, explanation.Default is { } value ? $"default {value}" : null, since];
        return style.Dim($"({string.Join("; ", facts.OfType<string>())})");
    }

    private Task LineAsync(string line = "") => terminal.Out.WriteLineAsync(line);
}
