using Reconciler.Configuration.Values;
using Reconciler.Core.Resources;

namespace Reconciler.Configuration.Forms;

/// <summary>The forms of what names another repository, as <see cref="GitUrl"/> and <see cref="GitRevisionText"/> check them. Of a URL only the outline is said.</summary>
internal static class GitForms
{
    private const string Odd = @"\s""'`$*?\[|<>&;";
    private const string Http = $@"[Hh][Tt][Tt][Pp][Ss]?://[^\s/@]+/[^{Odd}#]+";
    private const string Ssh = $@"(?:[Gg][Ii][Tt]\+)?[Ss][Ss][Hh]://[^\s/]+/[^{Odd}#]+";
    private const string File = $"[Ff][Ii][Ll][Ee]:///[^{Odd}]*";
    private const string ShortSsh = $@"[^\s/\\:]{{2,}}:(?!//)[^{Odd}]+";

    public static TextForm Url { get; } = new($@"^(?:{Http}|{Ssh}|{File}|{ShortSsh}|/[^{Odd}]*|\\\\[^{Odd}]*)$", BareText.None) { MostCharacters = GitUrl.MaxLength };

    public static TextForm Revision { get; } =
        new(@"^(?![-/.])(?!@$)(?![\s\S]*(?:\.\.|//|/\.|@\{))(?![\s\S]*(?:[/.]|\.lock)$)[^\s~^:?*\[\\\u0000-\u001f\u007f-\u009f]+$", BareText.Anything) { MostCharacters = GitRevisionText.MaxLength };

    public static TextForm Path { get; } =
        new(@"^(?!/)(?!(?:[\s\S]*/)?(?:\.{1,2}|\.[Gg][Ii][Tt])(?:/|$))(?![\s\S]*//)(?![\s\S]*/$)[^\\\u0000]+$", BareText.Anything) { MostCharacters = RepositoryPath.MaxLength };
}
