using Reconciler.Configuration.Values;

namespace Reconciler.Configuration.Forms;

/// <summary>The forms of paths and globs, as <see cref="RepositoryPath"/>, <see cref="PublishPath"/> and <see cref="Core.Content.PathPattern"/> check them.</summary>
internal static class PathForms
{
    /// <summary>Stands before a part that must not be <c>.</c> or <c>..</c>.</summary>
    public const string NoDots = @"(?!\.{1,2}(?:[/\\]|$))";

    private const string WindowsCharacter = @"[^<>:""|?*\\/\u0000-\u001f]";
    private const string WindowsLastCharacter = @"[^<>:""|?*\\/\u0000-\u001f. ]";
    private const string PublishedPart = $@"{NameForms.NoDevice}(?![^/]{{256}})(?!\.[Rr][Ee][Cc][Oo][Nn][Cc][Ii][Ll][Ee][Rr]){WindowsCharacter}*{WindowsLastCharacter}";

    // The first member of a set may be a ']', a '!' in front of it is none, and 'a-z' is never read as 'a', '-', 'z'.
    private const string NoNamedSet = @"(?!\[:)";
    private const string RestOfMember = @"(?:-[^\]/\\]|(?!-[^\]/\\]))";
    private const string Set = $@"\[(?:[!^]|(?![!^])){NoNamedSet}[^/\\]{RestOfMember}(?:{NoNamedSet}[^\]/\\]{RestOfMember})*\]";
    private const string GlobPart = $@"(?:\*\*(?=/|$)|{NoDots}(?:\*(?!\*)|\?|{Set}|[^*?\[/\\])+)";

    public static TextForm Repository { get; } = new(@"^(?!/)(?!(?:[\s\S]*/)?\.[Gg][Ii][Tt](?:/|$))[^\\\u0000]+$", BareText.Anything)
    {
        MostCharacters = RepositoryPath.MaxLength,
    };

    public static TextForm Publish { get; } = new($"^{PublishedPart}(?:/{PublishedPart})*$", BareText.Anything) { MostCharacters = PublishPath.MaxLength };

    public static TextForm Glob { get; } = new($"^{GlobPart}(?:/{GlobPart})*$", BareText.Anything) { MostCharacters = Core.Content.PathPattern.MaxLength };
}
