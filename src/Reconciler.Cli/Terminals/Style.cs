namespace Reconciler.Cli.Terminals;

/// <summary>Colours for people, or none: in a pipe, with <c>NO_COLOR</c>, <c>CI</c> or <c>--no-color</c>, on a terminal that has none.</summary>
internal sealed class Style(bool isColoured)
{
    internal static Style Plain { get; } = new(isColoured: false);

    internal bool IsColoured => isColoured;

    internal string Bold(string text) => Wrapped("1", text);

    internal string Dim(string text) => Wrapped("2", text);

    internal string Red(string text) => Wrapped("31", text);

    internal string Green(string text) => Wrapped("32", text);

    internal string Yellow(string text) => Wrapped("33", text);

    internal string Blue(string text) => Wrapped("34", text);

    internal string Cyan(string text) => Wrapped("36", text);

    private string Wrapped(string code, string text) => isColoured && text.Length > 0 ? $"\e[{code}m{text}\e[0m" : text;
}
