using Reconciler.Core.Resources;

namespace Reconciler.Configuration.Forms;

/// <summary>The forms of names, as <see cref="Core.Resources.ResourceName"/>, <see cref="Core.Content.WindowsName"/> and the model's text types check them.</summary>
internal static class NameForms
{
    /// <summary>At the beginning of one part of a path that Windows keeps for a device.</summary>
    private const string Device =
        "(?:[Cc][Oo][Nn]|[Pp][Rr][Nn]|[Aa][Uu][Xx]|[Nn][Uu][Ll]|[Cc][Oo][Nn][Ii][Nn]\\$|[Cc][Oo][Nn][Oo][Uu][Tt]\\$|(?:[Cc][Oo][Mm]|[Ll][Pp][Tt])[1-9\u00b9\u00b2\u00b3]) *(?:[./]|$)";

    /// <summary>Stands before a part that must not be the name of a device.</summary>
    public const string NoDevice = $"(?!{Device})";

    /// <summary>A name that refers to a document.</summary>
    public static TextForm Reference { get; } = new($"^{ResourceName.Pattern}$", BareText.NoSigns);

    /// <summary>A document's own name: it becomes a directory, also on Windows.</summary>
    public static TextForm Resource { get; } = new($"^{NoDevice}(?![\\s\\S]*\\.$){ResourceName.Pattern}$", BareText.NoSigns);

    public static TextForm Version { get; } = new($"^(?![Cc][Uu][Rr][Rr][Ee][Nn][Tt]\\.[Jj][Ss][Oo][Nn]$){PackageVersion.Pattern}$", BareText.NoSigns);

    public const string LabelKey = "^[A-Za-z0-9][A-Za-z0-9._/-]{0,127}$";

    /// <summary>A label that a document gives itself: every server has <c>name</c> and <c>site</c> already.</summary>
    public const string DeclaredLabelKey = "^(?!(?:name|site)$)[A-Za-z0-9][A-Za-z0-9._/-]{0,127}$";

    public static TextForm LabelValue { get; } = new("^[^\\u0000-\\u001f\\u007f-\\u009f]*$", BareText.Anything) { MostCharacters = ResourceName.MaxLength };

    public static TextForm File { get; } = new("^(?!\\.{1,2}$)[^/\\\\\\u0000]+$", BareText.Anything);
}
