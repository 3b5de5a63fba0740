using Reconciler.Configuration.Forms;
using Reconciler.Configuration.Values;
using Reconciler.Core.Diagnostics;
using Reconciler.Core.Resources;

namespace Reconciler.Configuration.Model;

/// <summary>The fields of a <c>git</c> source.</summary>
internal static class GitFields
{
    public static Field<GitUrl> Url { get; } = new("url", GitUrlType.Instance, "Where the repository is: https, ssh, file, 'user@host:path', or an absolute path. Never with a password: the operator's settings say which login it gets.")
    {
        IsRequired = true,
        Examples = ["\"https://git.example.com/tools.git\"", "\"git@git.example.com:tools.git\""],
    };

    public static Field<string> Revision { get; } =
        new("revision", new TextType("a revision", GitForms.Revision, (field, scalar) => GitRevisionText.IsValid(scalar.Text) ? null : ValueDiagnostics.BadRevision(scalar.Span, scalar.Text)), "A branch, a tag, the full name of a reference, or a commit id or the beginning of one.")
        {
            DefaultInWords = "the repository's default branch",
            Examples = ["v3.1", "release/3", "3fa9c1d"],
        };

    public static Field<string> Path { get; } =
        new("path", new TextType("a path in that repository", GitForms.Path, (field, scalar) => ProblemOf(scalar.Text) is { } problem ? ValueDiagnostics.BadPath(scalar.Span, field, scalar.Text, problem) : null), "A file or directory there, counted from its root.")
        {
            DefaultInWords = "everything in it",
            Examples = ["bin/viewer"],
        };

    public static ObjectType Git { get; } = new(new("'git'", [Url, Revision, Path]));

    private static string? ProblemOf(string text) =>
        RepositoryPath.ProblemOf(text) ?? (text.Split('/').Any(part => part is "" or "." or "..") ? "write it without '.', '..' and empty parts" : null);
}
