using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Reconciler.Configuration.Tests.Schema;

/// <summary>Writes a draft as YAML: block or flow, with or without quotes, as chance has it.</summary>
/// <param name="chance">Only how it is written depends on it, never what it says.</param>
internal sealed partial class DraftText(Random chance)
{
    public string Write(Draft draft)
    {
        var text = new StringBuilder();
        Write(draft, indent: 0, text);
        return text.Append('\n').ToString();
    }

    private void Write(Draft draft, int indent, StringBuilder text)
    {
        switch (draft)
        {
            case Draft.Fields { All.IsEmpty: false } fields when chance.Next(3) > 0:
                foreach (var (key, value) in fields.All)
                {
                    NewLine(text, indent).Append(Scalar(key)).Append(':');
                    WriteBehind(value, indent, text);
                }

                break;
            case Draft.Items { All.IsEmpty: false } items when chance.Next(3) > 0:
                foreach (var item in items.All)
                {
                    NewLine(text, indent).Append('-');
                    WriteBehind(item, indent, text);
                }

                break;
            default:
                text.Append(Flow(draft));
                break;
        }
    }

    private void WriteBehind(Draft value, int indent, StringBuilder text)
    {
        if (value is not Draft.Nothing)
            Write(value, indent + 1 + chance.Next(3), text.Append(' '));
    }

    private static StringBuilder NewLine(StringBuilder text, int indent) =>
        (text.Length == 0 ? text : text.Append('\n')).Append(' ', indent);

    private string Flow(Draft draft) => draft switch
    {
        Draft.Text scalar => Scalar(scalar.Value),
        Draft.Items items => $"[{string.Join(", ", items.All.Select(item => item is Draft.Nothing ? "''" : Flow(item)))}]",
        Draft.Fields fields => $"{{ {string.Join(", ", fields.All.Select(field => $"{Scalar(field.Key)}: {Flow(field.Value)}"))} }}",
        _ => "",
    };

    private string Scalar(string text)
    {
        var hasControls = text.Any(char.IsControl);
        return chance.Next(4) switch
        {
            > 1 when MeansItself().IsMatch(text) && !IsRead().IsMatch(text) => text,
            > 0 when !hasControls => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'",
            _ => DoubleQuoted(text),
        };
    }

    private static string DoubleQuoted(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var c in text)
        {
            if (char.IsControl(c))
                quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            else
                quoted.Append(c is '"' or '\\' ? $"\\{c}" : c);
        }

        return quoted.Append('"').ToString();
    }

    /// <summary>Texts that are the same text, number or boolean to everybody when they stand without quotes.</summary>
    [GeneratedRegex("^(?:true|false|(?:0|[1-9][0-9]{0,14})(?:\\.[0-9]{0,5}[1-9]0?)?|[0-9]+[dhms%][0-9dhms%]*|[/._-]?[A-Za-z][A-Za-z0-9/._*%-]*)\\z")]
    private static partial Regex MeansItself();

    /// <summary>Words of the core schema, which only editors read as something else than a text.</summary>
    [GeneratedRegex("^(?:null|Null|NULL|True|TRUE|False|FALSE|\\.(?:inf|Inf|INF|nan|NaN|NAN))$")]
    private static partial Regex IsRead();
}
