using System.Text;
using Reconciler.Core.Content;

namespace Reconciler.Configuration.Values;

/// <summary>Where a package is published below a server's root: forward slashes, every part possible on Windows, none of Reconciler's own.</summary>
internal static class PublishPath
{
    public const int MaxLength = 1024;

    private const string OwnPrefix = ".reconciler";

    private const int LongestPartBytes = 255;

    /// <returns>Why <paramref name="path"/> cannot be one, as the end of a sentence; null when it can.</returns>
    public static string? ProblemOf(string path) =>
        path.Length > MaxLength
            ? $"it is longer than {MaxLength} characters"
            : path.Split('/').Select(ProblemOfPart).FirstOrDefault(problem => problem is not null);

    private static string? ProblemOfPart(string part)
    {
        if (part is "" or "." or "..")
            return part.Length == 0 ? "it has an empty part" : $"it has a part '{part}'";

        if (part.StartsWith(OwnPrefix, StringComparison.OrdinalIgnoreCase))
            return $"parts that begin with '{OwnPrefix}' are Reconciler's own";

        if (Encoding.UTF8.GetByteCount(part) > LongestPartBytes)
            return $"a part is longer than {LongestPartBytes} bytes";

        return WindowsName.ProblemOf(part) is { } problem ? $"'{part}' cannot be a directory on Windows, {problem}" : null;
    }
}
