using System.Text.Json;
using Reconciler.Engine.Notifications;

namespace Reconciler.Adapters.Notifications;

/// <summary>
/// A message with an Adaptive Card, as the template "Post to a channel when a webhook request is received" of Workflows takes it. Texts are runs of
/// a rich text block, in which, other than in a text block, nothing is Markdown. A message may have 28 KiB.
/// </summary>
internal sealed class TeamsForm(ReceiverAccess access, EstateNames estate) : INoticeForm
{
    /// <summary>Every client of Teams shows it.</summary>
    private const string CardVersion = "1.4";

    public OutgoingRequest Write(Notice notice, DateTimeOffset now)
    {
        var url = ReceiverUrl.Of(access);
        var body = JsonBody.Write(writer =>
        {
            writer.WriteString("type"u8, "message"u8);
            writer.WriteStartArray("attachments"u8);
            writer.WriteStartObject();
            writer.WriteString("contentType"u8, "application/vnd.microsoft.card.adaptive"u8);
            writer.WriteNull("contentUrl"u8);
            writer.WriteStartObject("content"u8);
            WriteCard(writer, notice);
            writer.WriteEndObject();
            writer.WriteEndObject();
            writer.WriteEndArray();
        });
        return new(url, body, [], Secrets.Of(url));
    }

    private void WriteCard(Utf8JsonWriter writer, Notice notice)
    {
        var title = ChatText.Title(notice, estate);
        writer.WriteString("$schema"u8, "http://adaptivecards.io/schemas/adaptive-card.json"u8);
        writer.WriteString("type"u8, "AdaptiveCard"u8);
        writer.WriteString("version"u8, CardVersion);
        writer.WriteString("fallbackText"u8, title);
        writer.WriteStartObject("msteams"u8);
        writer.WriteString("width"u8, "Full"u8);
        writer.WriteEndObject();
        writer.WriteStartArray("body"u8);
        WriteText(writer, title, run =>
        {
            run.WriteString("size"u8, "Large"u8);
            run.WriteString("weight"u8, "Bolder"u8);
            run.WriteString("color"u8, ChatText.IsGood(notice) ? "Good"u8 : "Attention"u8);
        });
        if (notice is Notice.Message { Bulletin: var bulletin })
        {
            if (ChatText.Commit(bulletin) is { } commit)
                WriteText(writer, commit, run => run.WriteBoolean("isSubtle"u8, true));
            foreach (var line in ChatText.Lines(bulletin))
                WriteText(writer, line, run => run.WriteString("fontType"u8, "Monospace"u8));
        }

        writer.WriteEndArray();
        WriteLink(writer);
    }

    private static void WriteText(Utf8JsonWriter writer, string text, Action<Utf8JsonWriter> style)
    {
        writer.WriteStartObject();
        writer.WriteString("type"u8, "RichTextBlock"u8);
        writer.WriteStartArray("inlines"u8);
        writer.WriteStartObject();
        writer.WriteString("type"u8, "TextRun"u8);
        writer.WriteString("text"u8, text);
        style(writer);
        writer.WriteEndObject();
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private void WriteLink(Utf8JsonWriter writer)
    {
        if (estate.Link is not { } link)
            return;

        writer.WriteStartArray("actions"u8);
        writer.WriteStartObject();
        writer.WriteString("type"u8, "Action.OpenUrl"u8);
        writer.WriteString("title"u8, "More"u8);
        writer.WriteString("url"u8, link);
        writer.WriteEndObject();
        writer.WriteEndArray();
    }
}
