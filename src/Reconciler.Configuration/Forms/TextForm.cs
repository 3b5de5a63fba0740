using System.Text.Json;

namespace Reconciler.Configuration.Forms;

/// <summary>The form of a single value's text, as JSON Schema can say it. It never refuses what the reader accepts.</summary>
/// <param name="Pattern">Of the whole text: ECMAScript, in Unicode mode.</param>
/// <param name="Bare">Which of the unquoted texts that are no strings to an editor have this form.</param>
internal sealed record TextForm(string Pattern, BareText Bare)
{
    /// <summary>What JavaScript writes with a plus sign begins here: <c>1e+21</c>.</summary>
    private const double LeastWithPlus = 1e21;

    public static TextForm Any { get; } = new("^[\\s\\S]*$", BareText.Anything);

    /// <summary>In characters; null when the pattern says it, or nothing does.</summary>
    public int? MostCharacters { get; init; }

    /// <param name="described">What the text is, with its article: <c>a version</c>.</param>
    public void WriteKeywords(Utf8JsonWriter json, string described)
    {
        json.WriteTypes(Bare == BareText.None ? ["string"] : ["string", "number", "boolean"]);
        if (this != Any)
            json.WritePattern(Pattern, described);
        if (MostCharacters is { } most)
            json.WriteNumber("maxLength"u8, most);
        if (Bare == BareText.NoSigns)
        {
            json.WriteNumber("minimum"u8, 0);
            json.WriteNumber("exclusiveMaximum"u8, LeastWithPlus);
        }
    }
}
