using System.Text.Json;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Notifications;
using Reconciler.Engine.TransferPackages;

namespace Reconciler.Adapters.TransferPackages;

/// <summary><c>notifications.json</c>: what each receiver of notifications was told last. No secret stands in it. Without it all of them are told anew.</summary>
public sealed class ToldFile(StateDirectory directory) : IToldRecords
{
    private const string Kind = "notifications";

    private readonly Lock turn = new();
    private SortedDictionary<string, Entry>? entries;

    public Known Find(string receiver)
    {
        lock (turn)
            return Entries.GetValueOrDefault(receiver)?.Known ?? default;
    }

    public string? Changed(string receiver)
    {
        lock (turn)
            return Entries.GetValueOrDefault(receiver)?.Changed;
    }

    public void Write(string receiver, Known known)
    {
        lock (turn)
        {
            Entries[receiver] = (Entries.GetValueOrDefault(receiver) ?? Entry.None) with { Known = known };
            Save();
        }
    }

    public void WriteChanged(IReadOnlyDictionary<string, string> byReceiver)
    {
        lock (turn)
        {
            foreach (var (receiver, changed) in byReceiver)
                Entries[receiver] = (Entries.GetValueOrDefault(receiver) ?? Entry.None) with { Changed = changed };
            Save();
        }
    }

    private SortedDictionary<string, Entry> Entries => entries ??= Read();

    private void Save()
    {
        try
        {
            StateWrites.Replace(directory.NotificationFile, JsonLine.Write(writer =>
            {
                writer.WriteString("reconciler"u8, Kind);
                writer.WriteNumber("format"u8, StateHeader.Format);
                writer.WriteStartObject("receivers"u8);
                foreach (var (receiver, entry) in Entries)
                    Write(writer, receiver, entry);
                writer.WriteEndObject();
            }));
        }
        catch (StateWriteException)
        {
            // A full disk ends the run where it writes a record, and says so there; this process remembers all the same.
        }
    }

    private static void Write(Utf8JsonWriter writer, string receiver, Entry entry)
    {
        writer.WriteStartObject(receiver);
        writer.WriteOptional("changed"u8, entry.Changed);
        Write(writer, "told", entry.Known.Told);
        Write(writer, "tried", entry.Known.Tried);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, string name, Told? told)
    {
        if (told is null)
            return;

        writer.WriteStartObject(name);
        writer.WriteString("key"u8, told.Key);
        writer.WriteString("state"u8, told.State.Word());
        writer.WriteTime("at"u8, told.At);
        writer.WriteOptional("commit"u8, told.Commit);
        writer.WriteString("delivery"u8, told.Delivery);
        writer.WriteTime("since"u8, told.Since);
        writer.WriteEndObject();
    }

    private SortedDictionary<string, Entry> Read()
    {
        var read = new SortedDictionary<string, Entry>(StringComparer.Ordinal);
        try
        {
            if (!File.Exists(directory.NotificationFile))
                return read;

            using var json = JsonDocument.Parse(File.ReadAllBytes(directory.NotificationFile));
            foreach (var receiver in json.RootElement.GetProperty("receivers").EnumerateObject())
                read[receiver.Name] = EntryOf(receiver.Value);
        }
        catch (Exception unreadable) when (unreadable is JsonException or KeyNotFoundException or FormatException or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            // Being told twice is better than not being told.
        }

        return read;
    }

    private static Entry EntryOf(JsonElement entry) => new(Text(entry, "changed"), new(ToldOf(entry, "told"), ToldOf(entry, "tried")));

    private static Told? ToldOf(JsonElement entry, string name) => entry.TryGetProperty(name, out var told)
        ? new(Text(told, "key") ?? "", BulletinStateText.Parse(Text(told, "state") ?? ""), told.GetProperty("at").GetDateTimeOffset())
        {
            Commit = Text(told, "commit"),
            Delivery = Text(told, "delivery") ?? "",
            Since = told.TryGetProperty("since", out var since) ? since.GetDateTimeOffset() : null,
        }
        : null;

    private static string? Text(JsonElement entry, string name) => entry.TryGetProperty(name, out var value) ? value.GetString() : null;

    private sealed record Entry(string? Changed, Known Known)
    {
        internal static Entry None { get; } = new(null, default);
    }
}
