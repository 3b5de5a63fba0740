namespace Reconciler.Core.Content;

public enum PatternSyntax
{
    /// <summary>Of <c>include</c> and <c>exclude</c>: <c>**</c> stands alone between slashes; a backslash is refused, since it is meant as a separator or an escape and is neither.</summary>
    Path,

    /// <summary>Of ignore files: a backslash takes the meaning from the next character; <c>**</c> within a part is a <c>*</c>.</summary>
    GitIgnore,
}
