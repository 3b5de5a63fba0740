namespace Reconciler.Cli.Reports.Html;

/// <summary>What every page has around what it tells. Its policy lets its own style and script in, and nothing else whatever the page may come to hold.</summary>
internal sealed class HtmlPage
{
    private static readonly OwnText style = OwnText.Of("html/page.css");
    private static readonly OwnText script = OwnText.Of("html/page.js");

    private readonly string title;

    internal HtmlPage(string title)
    {
        this.title = title;
        Html.Line($"<!DOCTYPE html>");
        Html.Line($"<html lang=\"en\">");
        Html.Line($"<head>");
        Html.Line($"<meta charset=\"utf-8\">");
        Html.Line($"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src '{style.Policy}'; script-src '{script.Policy}'; img-src data:; base-uri 'none'; form-action 'none'\">");
        Html.Line($"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        Html.Line($"<meta name=\"color-scheme\" content=\"light dark\">");
        Html.Line($"<meta name=\"referrer\" content=\"no-referrer\">");
        Html.Line($"<title>{title}</title>");
        // Without it, browsers ask the server of a page for one.
        Html.Line($"<link rel=\"icon\" href=\"data:,\">");
        Html.Add($"<style>");
        Html.AddOwn(style);
        Html.Line($"</style>");
        Html.Line($"</head>");
        Html.Line($"<body>");
    }

    internal HtmlWriter Html { get; } = new();

    /// <summary>Begins the main part, too.</summary>
    /// <param name="headline">The closing line of other formats: here it goes first.</param>
    internal void WriteHead(string headline, string? state)
    {
        Html.Line($"<header>");
        Html.Line($"<p class=\"bar\"><span class=\"brand\">Reconciler</span> <button type=\"button\" id=\"theme\" hidden>Dark</button></p>");
        Html.Line($"<p class=\"title\">{title}</p>");
        Html.Line($"<h1>{headline}</h1>");
        if (state is not null)
            Html.Line($"<p class=\"state\">{state}</p>");
        Html.Line($"</header>");
        Html.Line($"<main>");
    }

    /// <summary>Ends the main part, too.</summary>
    internal void WriteFoot(params string[] lines)
    {
        Html.Line($"</main>");
        Html.Line($"<footer>");
        foreach (var line in lines)
            Html.Line($"<p>{line}</p>");
        Html.Line($"</footer>");
    }

    internal string End()
    {
        Html.Add($"<script>");
        Html.AddOwn(script);
        Html.Line($"</script>");
        Html.Line($"</body>");
        Html.Line($"</html>");
        return Html.ToString();
    }
}
