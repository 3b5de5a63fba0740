using System.Security.Cryptography;
using System.Text;

namespace Reconciler.Cli.Reports.Html;

/// <summary>A style sheet or a script that is part of the program.</summary>
internal sealed class OwnText
{
    private OwnText(string text)
    {
        Text = text;
        Policy = $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";
    }

    /// <summary>Ends of lines are line feeds, however the program was built: browsers hash the text like that.</summary>
    internal string Text { get; }

    /// <summary>By which a Content-Security-Policy lets this text in, and no other.</summary>
    internal string Policy { get; }

    internal static OwnText Of(string resource)
    {
        using var reader = new StreamReader(typeof(OwnText).Assembly.GetManifestResourceStream(resource)!);
        return new(reader.ReadToEnd().ReplaceLineEndings("\n"));
    }
}
