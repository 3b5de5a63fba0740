using Reconciler.Configuration.Values;

namespace Reconciler.Configuration.Forms;

/// <summary>The forms of what names a source, as <see cref="SourceUrl"/> and <see cref="Core.Content.Digest"/> check it.</summary>
internal static class SourceForms
{
    private const string NoBlank = @"\u0000-\u0020\u007f-\u009f\\#";

    /// <summary>Ends with what can be the name of a file; a query may follow.</summary>
    public const string UrlWithFileName = @"^[^?]*//[^/?]+/(?:[^?]*/)?[^/?]+(?:\?[\s\S]*)?$";

    public static TextForm Url { get; } = new($"^[Hh][Tt][Tt][Pp][Ss]?://[^/?@{NoBlank}]+(?:[/?][^{NoBlank}]*)?$", BareText.None) { MostCharacters = SourceUrl.MaxLength };

    public static TextForm Sha256 { get; } = new("^[0-9A-Fa-f]{64}$", BareText.Anything);
}
