using Reconciler.Engine.Notifications;

namespace Reconciler.Adapters.Notifications;

/// <summary>Text from Git, servers and receivers, made fit for one line of something else.</summary>
internal static class ChatText
{
    /// <summary>A chat is no log: whoever wants all of it asks <c>status</c>.</summary>
    internal const int MostLines = 10;

    private const int LongestLine = 240;
    private const string Cut = "…";

    /// <summary>What would end the line, or turn the direction of writing around, is a blank.</summary>
    internal static string Line(string text, int longest = LongestLine) => Shortened(string.Concat(text.Select(letter => IsUnsafe(letter) ? ' ' : letter)).Trim(), longest);

    /// <summary>At most so many UTF-16 units, and no half letter at the end.</summary>
    internal static string Shortened(string text, int longest)
    {
        if (text.Length <= longest)
            return text;

        var end = longest - Cut.Length;
        return text[..(char.IsHighSurrogate(text[end - 1]) ? end - 1 : end)] + Cut;
    }

    /// <summary>What stands below the title.</summary>
    internal static string[] Lines(Bulletin bulletin)
    {
        string[] all = [.. NoticeText.Lines(bulletin).Select(line => Line(line))];
        return all.Length <= MostLines ? all : [.. all.Take(MostLines - 1), $"… and {all.Length - MostLines + 1} more lines"];
    }

    /// <summary>The commit, with what its author says of it.</summary>
    internal static string? Commit(Bulletin bulletin) => bulletin.Commit is { } commit ? Line($"{commit.ShortId} \"{commit.Summary}\"") : null;

    internal static string Title(Notice notice, EstateNames estate) => Line(notice is Notice.Message message
        ? NoticeText.Title(message, estate.Name)
        : $"{estate.Name}: this is a test; notifications arrive here");

    internal static bool IsGood(Notice notice) => notice.After.State.IsGood();

    private static bool IsUnsafe(char letter) =>
        char.IsControl(letter) || letter is '\u2028' or '\u2029' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}
