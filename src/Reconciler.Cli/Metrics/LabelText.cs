using System.Text;

namespace Reconciler.Cli.Metrics;

/// <summary>Labels as Prometheus writes them: <c>action="place",outcome="done"</c>.</summary>
internal static class LabelText
{
    internal static string Of(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in tags)
        {
            text.Append(text.Length == 0 ? "" : ",").Append(name).Append("=\"");
            foreach (var c in $"{value}")
                text.Append(Escaped(c));
            text.Append('"');
        }

        return text.ToString();
    }

    private static string Escaped(char c) => c switch
    {
        '\\' => "\\\\",
        '"' => "\\\"",
        '\n' => "\\n",
        _ => c.ToString(),
    };
}
