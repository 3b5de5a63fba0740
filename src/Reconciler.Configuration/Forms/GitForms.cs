using Reconciler.Configuration.Values;
using Reconciler.Core.Resources;

namespace Reconciler.Configuration.Forms;

/// <summary>The forms of what names another repository, as <see cref="GitUrl"/> and <see cref="GitRevisionText"/> check them; percent signs stand for themselves.</summary>
internal static class GitForms
{
    private const string Odd = @"\s\u0000-\u001f\u007f-\u009f""'`$*?\[|<>&;";
    private const string NoClimb = @"(?![^?#]*[/\\:]\.\.(?:[/\\]|$))";
    private const string NoScheme = @"(?![\s\S]*://)";
    private const string Port = "0*(?:[1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])";
    private const string Host = $@"(?!-)(?![^/]*\.\.)(?:[A-Za-z0-9._:\[\]-]*\]|[A-Za-z0-9._\[\]-]+|[A-Za-z0-9._:\[\]-]+:{Port})";
    private const string User = "(?:[A-Za-z0-9._+][A-Za-z0-9._+-]*@)";
    private const string Http = $@"[Hh][Tt][Tt][Pp][Ss]?://{Host}/[^{Odd}#]+";
    private const string Ssh = $@"(?:[Gg][Ii][Tt]\+)?[Ss][Ss][Hh]://{User}?{Host}/[^{Odd}#]+";
    private const string File = $"[Ff][Ii][Ll][Ee]:///[^{Odd}]*";
    private const string ShortHost = @"(?![^:]*\.\.)[A-Za-z0-9._\[\]][A-Za-z0-9._\[\]-]*";
    private const string ShortSsh = $@"{NoScheme}(?:{User}{ShortHost}:(?![-:])[^{Odd}]+|(?=[^:]{{2}}){ShortHost}:(?![-:])[^{Odd}@]+)";
    private const string Local = $@"{NoScheme}(?:/|\\\\)[^{Odd}]*";

    public static TextForm Url { get; } = new($"^{NoClimb}(?:{Http}|{Ssh}|{File}|{ShortSsh}|{Local})$", BareText.None) { MostCharacters = GitUrl.MaxLength };

    public static TextForm Revision { get; } =
        new(@"^(?![-/.])(?!@$)(?![\s\S]*(?:\.\.|//|/\.|@\{))(?![\s\S]*(?:[/.]|\.lock)$)[^\s~^:?*\[\\\u0000-\u001f\u007f-\u009f]+$", BareText.Anything) { MostCharacters = GitRevisionText.MaxLength };

    public static TextForm Path { get; } =
        new(@"^(?!/)(?!(?:[\s\S]*/)?(?:\.{1,2}|\.[Gg][Ii][Tt])(?:/|$))(?![\s\S]*//)(?![\s\S]*/$)[^\\\u0000]+$", BareText.Anything) { MostCharacters = RepositoryPath.MaxLength };
}
