using System.Text;

namespace Reconciler.Adapters.Processes;

/// <summary>What a process and its children print as errors: the end of it, as text that does nothing to a terminal.</summary>
internal static class ErrorTail
{
    internal const int MaxLength = 4000;

    /// <summary>Reads to the end, and keeps at most <see cref="MaxLength"/> characters.</summary>
    internal static async Task<string> ReadAsync(TextReader reader)
    {
        var tail = new StringBuilder();
        var buffer = new char[4096];
        int count;
        while ((count = await reader.ReadAsync(buffer)) > 0)
            Keep(tail, buffer.AsSpan(0, count));

        return tail.ToString();
    }

    /// <summary>As <see cref="ReadAsync"/>, on a thread that may block.</summary>
    internal static string Read(TextReader reader)
    {
        var tail = new StringBuilder();
        var buffer = new char[4096];
        int count;
        while ((count = reader.Read(buffer)) > 0)
            Keep(tail, buffer.AsSpan(0, count));

        return tail.ToString();
    }

    /// <summary>On one line, without control characters and without what turns the direction of writing.</summary>
    internal static string OneLine(string text)
    {
        var visible = string.Concat(text.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') ? '?' : c));
        return string.Join(' ', visible.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    private static void Keep(StringBuilder tail, ReadOnlySpan<char> text)
    {
        tail.Append(text);
        if (tail.Length > MaxLength)
            tail.Remove(0, tail.Length - MaxLength);
    }
}
