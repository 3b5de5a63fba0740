using System.Diagnostics.CodeAnalysis;

namespace Reconciler.Core.Resources;

/// <summary>Where a Git repository is: an absolute path, <c>file:</c>, <c>http:</c>, <c>https:</c>, <c>ssh:</c>, or <c>user@host:path</c>.</summary>
/// <param name="Text">As written.</param>
/// <param name="Host">In lower case; empty for what lies on this machine.</param>
/// <param name="User">Of ssh; null where none is named.</param>
/// <param name="Path">As the host understands it.</param>
public sealed record GitUrl(string Text, GitTransport Transport, string Host, int? Port, string? User, string Path)
{
    public const int MaxLength = 2000;

    /// <param name="problem">The end of a sentence.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out GitUrl? url, [NotNullWhen(false)] out string? problem) =>
        new GitUrlParser(text).TryParse(out url, out problem);

    /// <summary><c>https://host/team/viewer.git</c> gives <c>viewer</c>.</summary>
    public string ShortName
    {
        get
        {
            var last = Path.TrimEnd('/', '\\');
            last = last[(last.LastIndexOfAny(['/', '\\', ':']) + 1)..];
            return last.EndsWith(".git", StringComparison.Ordinal) && last.Length > 4 ? last[..^4] : last;
        }
    }

    public override string ToString() => Text;
}

public enum GitTransport
{
    /// <summary>A directory on this machine.</summary>
    Path,

    /// <summary><c>http:</c> or <c>https:</c>.</summary>
    Http,

    Ssh,
}
