using Reconciler.Core.Content;

namespace Reconciler.Configuration.Values;

/// <summary>URLs that packages come from.</summary>
internal static class SourceUrl
{
    public const int MaxLength = 4096;

    /// <returns>Why <paramref name="text"/> cannot be such a URL, as the end of a sentence; null when it can.</returns>
    public static string? ProblemOf(string text)
    {
        if (text.Length > MaxLength)
            return $"it is longer than {MaxLength} characters";

        if (text.Any(c => c <= ' ' || char.IsControl(c)))
            return "it contains a blank or a control character; write %20 for a blank";

        if (!text.StartsWith("https://", StringComparison.OrdinalIgnoreCase) && !text.StartsWith("http://", StringComparison.OrdinalIgnoreCase))
            return "it must begin with 'https://' or 'http://'";

        if (text.Contains('\\', StringComparison.Ordinal))
            return "write '/' between the parts";

        var afterScheme = text[(text.IndexOf("//", StringComparison.Ordinal) + 2)..];
        if (afterScheme.Split('/', '?', '#')[0].Contains('@', StringComparison.Ordinal))
            return "it has a user or a password in it, and whoever reads this repository would have them; secrets never stand in Git";

        if (afterScheme.Contains('#', StringComparison.Ordinal))
            return "a server never sees what follows '#'; leave it out";

        return Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Host.Length > 0 ? null : "no server's name can be read from it";
    }

    /// <summary>The last part of the URL's path, with <c>%20</c> and the like read; null when that cannot be the name of a file.</summary>
    /// <param name="url">Without a problem.</param>
    public static string? FileNameOf(string url)
    {
        var name = Uri.UnescapeDataString(new Uri(url).Segments[^1]);
        return EntryPath.IsSafe(name) && !name.AsSpan().ContainsAny('/', '\\') && !name.Any(char.IsControl) ? name : null;
    }
}
