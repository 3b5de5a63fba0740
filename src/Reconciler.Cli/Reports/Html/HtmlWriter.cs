using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using Reconciler.Cli.Terminals;

namespace Reconciler.Cli.Reports.Html;

/// <summary>
/// HTML that says what was meant by construction: what is written between braces is escaped, for text and for attributes in double quotes alike, and
/// there is no way to add a string as it is.
/// </summary>
internal sealed class HtmlWriter
{
    private static readonly SearchValues<char> special = SearchValues.Create("&<>\"'");

    private readonly StringBuilder html = new();

    internal HtmlWriter Add([InterpolatedStringHandlerArgument("")] Markup markup) => this;

    internal void Line([InterpolatedStringHandlerArgument("")] Markup markup) => html.Append('\n');

    /// <summary>A style sheet or script that is part of the program, as it is.</summary>
    internal void AddOwn(OwnText text) => html.Append(text.Text);

    public override string ToString() => html.ToString();

    private void AddEscaped(string value)
    {
        var text = VisibleText.Of(value).AsSpan();
        for (var at = text.IndexOfAny(special); at >= 0; at = text.IndexOfAny(special))
        {
            html.Append(text[..at]).Append(text[at] switch { '&' => "&amp;", '<' => "&lt;", '>' => "&gt;", '"' => "&quot;", _ => "&#39;" });
            text = text[(at + 1)..];
        }

        html.Append(text);
    }

    /// <summary>Writes the parts of an interpolated string as they come.</summary>
    [InterpolatedStringHandler]
    internal readonly struct Markup
    {
        private readonly HtmlWriter writer;

        public Markup(int literalLength, int formattedCount, HtmlWriter writer)
        {
            this.writer = writer;
        }

        public void AppendLiteral(string markup) => writer.html.Append(markup);

        public void AppendFormatted(string? text) => writer.AddEscaped(text ?? "");

        public void AppendFormatted<T>(T value)
            where T : struct => writer.AddEscaped(value.ToString() ?? "");
    }
}
