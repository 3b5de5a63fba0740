using Reconciler.Configuration.Forms;
using Reconciler.Configuration.Yaml;
using Reconciler.Core.Content;
using Reconciler.Core.Diagnostics;
using Reconciler.Core.Resources;
using static Reconciler.Core.Diagnostics.ValueDiagnostics;

namespace Reconciler.Configuration.Model;

/// <summary>The forms of text that fields hold.</summary>
internal static class TextTypes
{
    public static TextType AnyText { get; } = new("a text", TextForm.Any, (field, scalar) => null);

    /// <summary>A text that says something.</summary>
    public static TextType Reason { get; } = new("a text", new("^[\\s\\S]*[^ \\t\\r\\n][\\s\\S]*$", BareText.Anything), (field, scalar) =>
        scalar.Text.AsSpan().ContainsAnyExcept(" \t\r\n") ? null : FieldDiagnostics.NoValue(scalar.Span, field));

    public static TextType ResourceName { get; } = new("a name", NameForms.Resource, (field, scalar) => ProblemOfName(scalar));

    public static TextType Version { get; } = new("a version", NameForms.Version, (field, scalar) =>
        PackageVersion.IsValid(scalar.Text) ? null : BadVersion(scalar.Span, scalar.Text));

    public static TextType Pattern { get; } = new("a pattern such as '**/*.pdb'", PathForms.Glob, (field, scalar) =>
        PathPattern.TryParse(scalar.Text, PatternSyntax.Path, out _, out var problem) ? null : BadPattern(scalar.Span, scalar.Text, problem));

    public static TextType FileName { get; } = new("the name of a file", NameForms.File, (field, scalar) =>
        EntryPath.IsSafe(scalar.Text) && !scalar.Text.Contains('/', StringComparison.Ordinal) && !scalar.Text.Contains('\\', StringComparison.Ordinal)
            ? null
            : BadFileName(scalar.Span, scalar.Text));

    public static TextType PublishPath { get; } = new("a path below the server's root", PathForms.Publish, (field, scalar) =>
        Values.PublishPath.ProblemOf(scalar.Text) is { } problem ? BadPublishAs(scalar.Span, scalar.Text, problem) : null);

    public static TextType SourceUrl { get; } = new("a URL that begins with 'https://' or 'http://', without a user or password", SourceForms.Url, (field, scalar) =>
        Values.SourceUrl.ProblemOf(scalar.Text) is { } problem ? BadSourceUrl(scalar.Span, scalar.Text, problem) : null);

    public static TextType LabelKey { get; } = new("the name of a label", new(NameForms.LabelKey, BareText.NoSigns), (field, scalar) => ProblemOfLabelKey(scalar));

    public static TextType LabelValue { get; } = new("the value of a label", NameForms.LabelValue, (field, scalar) =>
        scalar.Text.Length <= Core.Resources.ResourceName.MaxLength && !scalar.Text.Any(char.IsControl) ? null : BadLabelValue(scalar.Span, scalar.Text));

    public static Diagnostic? ProblemOfLabelKey(ScalarNode key) =>
        key.Text.Length is > 0 and <= Core.Resources.ResourceName.MaxLength
        && char.IsAsciiLetterOrDigit(key.Text[0])
        && key.Text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' or '/')
            ? null
            : BadLabelKey(key.Span, key.Text);

    private static Diagnostic? ProblemOfName(ScalarNode scalar)
    {
        if (!Core.Resources.ResourceName.IsValid(scalar.Text))
            return BadName(scalar.Span, scalar.Text);

        return WindowsName.ProblemOf(scalar.Text) is { } problem ? NameImpossibleOnWindows(scalar.Span, scalar.Text, problem) : null;
    }
}
