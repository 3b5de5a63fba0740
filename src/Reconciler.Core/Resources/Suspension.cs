using Reconciler.Core.Diagnostics;

namespace Reconciler.Core.Resources;

/// <summary>Somebody wants nothing to be done on a server for a while: by a line in Git, or from the command line.</summary>
/// <param name="Reason">For a person, in one line.</param>
/// <param name="Until">It ends by itself then; null: when somebody ends it.</param>
public sealed record Suspension(string Reason, DateTimeOffset? Until)
{
    /// <summary>The line in Git; null for one from the command line.</summary>
    public SourcePosition? At { get; init; }

    /// <summary>Who asked for it on the command line; null for a line in Git.</summary>
    public string? By { get; init; }

    /// <summary>When they did.</summary>
    public DateTimeOffset? Since { get; init; }

    public bool IsInForce(DateTimeOffset now) => Until is null || now < Until;

    /// <summary>What somebody wrote, in one line: blanks, line ends and control characters in a row become one blank.</summary>
    public static string OneLine(string reason) =>
        string.Join(' ', new string([.. reason.Select(c => char.IsControl(c) ? ' ' : c)]).Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
