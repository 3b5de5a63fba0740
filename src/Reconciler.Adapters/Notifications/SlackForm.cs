using System.Text.Json;
using Reconciler.Engine.Notifications;

namespace Reconciler.Adapters.Notifications;

/// <summary>
/// Blocks with a text for whoever cannot show them. Foreign text stands in a preformatted section, where nothing is a mark or a mention. Limits:
/// 150 characters in a header, 3000 in a section (docs.slack.dev, Block Kit).
/// </summary>
internal sealed class SlackForm(ReceiverAccess access, EstateNames estate) : INoticeForm
{
    private const int LongestHeader = 150;
    private const int LongestSection = 2900;

    public OutgoingRequest Write(Notice notice, DateTimeOffset now)
    {
        var url = ReceiverUrl.Of(access);
        var title = ChatText.Title(notice, estate);
        var body = JsonBody.Write(writer =>
        {
            writer.WriteString("text"u8, Escaped(title));
            writer.WriteBoolean("unfurl_links"u8, false);
            writer.WriteStartArray("blocks"u8);
            WriteBlock(writer, "header", "plain_text", ChatText.Shortened($"{(ChatText.IsGood(notice) ? "\u2705" : "\u26A0\uFE0F")} {title}", LongestHeader));
            if (notice is Notice.Message { Bulletin: var bulletin })
                WriteBody(writer, bulletin);
            if (estate.Link is { } link)
                WriteBlock(writer, "section", "mrkdwn", $"<{Escaped(link)}|More>");
            writer.WriteEndArray();
        });
        return new(url, body, [], Secrets.Of(url));
    }

    private static void WriteBody(Utf8JsonWriter writer, Bulletin bulletin)
    {
        string[] lines = [.. ChatText.Commit(bulletin) is { } commit ? [commit] : (string[])[], .. ChatText.Lines(bulletin)];
        if (lines.Length > 0)
            WriteBlock(writer, "section", "mrkdwn", $"```{Fitting(lines)}```");
    }

    /// <summary>Whole lines, as many as fit.</summary>
    private static string Fitting(string[] lines)
    {
        var all = "";
        foreach (var line in lines.Select(line => Escaped(line.Replace('`', '\''))))
        {
            if (all.Length + line.Length + 1 > LongestSection)
                break;
            all += all.Length == 0 ? line : $"\n{line}";
        }

        return all;
    }

    private static void WriteBlock(Utf8JsonWriter writer, string block, string kind, string text)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, block);
        writer.WriteStartObject("text"u8);
        writer.WriteString("type"u8, kind);
        writer.WriteString("text"u8, text);
        if (kind == "mrkdwn")
            writer.WriteBoolean("verbatim"u8, true);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    /// <summary>The three characters that Slack takes for its own, everywhere.</summary>
    private static string Escaped(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
}
