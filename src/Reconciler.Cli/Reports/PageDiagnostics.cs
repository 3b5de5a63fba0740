using System.Collections.Immutable;
using Reconciler.Cli.Reports.Html;
using Reconciler.Core.Diagnostics;

namespace Reconciler.Cli.Reports;

/// <summary>What is wrong with the configuration and the contents, where, and what to do.</summary>
internal sealed class PageDiagnostics(HtmlWriter html)
{
    internal void Write(ImmutableArray<Diagnostic> diagnostics)
    {
        if (diagnostics.IsEmpty)
            return;

        var shown = ShownDiagnostics.Of(diagnostics);
        html.Line($"<section id=\"problems\" aria-labelledby=\"problems-title\"><h2 id=\"problems-title\">Problems <small>{diagnostics.Length}</small></h2>");
        html.Line($"<ul class=\"problems\">");
        foreach (var diagnostic in shown.Shown)
            Write(diagnostic);
        html.Line($"</ul>");
        if (shown.Rest is { } rest)
            html.Line($"<p class=\"note\">{rest}</p>");
        html.Line($"</section>");
    }

    private void Write(Diagnostic diagnostic)
    {
        var severity = diagnostic.Severity.ToString().ToLowerInvariant();
        html.Add($"<li class=\"{severity}\"><p><b>{severity}</b> {diagnostic.Message} <small>{diagnostic.Code}</small></p><p><code>{diagnostic.At.ToString()}</code></p>");
        if (diagnostic.Help.Length > 0)
            html.Add($"<p>{diagnostic.Help}</p>");
        foreach (var place in diagnostic.Related)
            html.Add($"<p class=\"related\">{place.Why}: <code>{place.Span.At.ToString()}</code></p>");
        html.Line($"</li>");
    }
}
