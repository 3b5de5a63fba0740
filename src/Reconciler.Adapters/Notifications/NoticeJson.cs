using System.Collections.Immutable;
using System.Text.Json;
using Reconciler.Core.Planning;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Notifications;

namespace Reconciler.Adapters.Notifications;

/// <summary>A notice as JSON, format 1.0. Minor versions only add fields.</summary>
internal static class NoticeJson
{
    internal static ReadOnlyMemory<byte> Write(Notice notice, EstateNames estate, DateTimeOffset now) => JsonBody.Write(writer =>
    {
        writer.WriteString("formatVersion"u8, "1.0"u8);
        writer.WriteString("kind"u8, "notification"u8);
        writer.WriteString("delivery"u8, notice.Delivery);
        writer.WriteTime("sentAt"u8, now);
        writer.WriteStartObject("estate"u8);
        writer.WriteString("name"u8, estate.Name);
        writer.WriteOptional("id"u8, estate.Id());
        writer.WriteEndObject();
        writer.WriteOptional("link"u8, estate.Link);
        if (notice is Notice.Message message)
            Write(writer, message, estate);
        else
            writer.WriteString("event"u8, "test"u8);
    });

    private static void Write(Utf8JsonWriter writer, Notice.Message message, EstateNames estate)
    {
        var bulletin = message.Bulletin;
        writer.WriteString("event"u8, message.Kind.Word());
        writer.WriteString("state"u8, bulletin.State.Word());
        writer.WriteString("reason"u8, bulletin.Reason);
        writer.WriteString("title"u8, NoticeText.Title(message, estate.Name));
        writer.WriteTime("at"u8, bulletin.At);
        writer.WriteTime("since"u8, message.Since);
        if (bulletin.Commit is { } commit)
        {
            writer.WriteStartObject("commit"u8);
            writer.WriteString("id"u8, commit.Id);
            writer.WriteString("revision"u8, commit.Revision);
            writer.WriteString("summary"u8, commit.Summary);
            writer.WriteEndObject();
        }

        writer.WriteOptional("keptCommit"u8, bulletin.Kept);
        writer.WriteOptional("obstacle"u8, bulletin.Obstacle);
        writer.WriteOptional("approve"u8, bulletin.Approve);
        Write(writer, "done", bulletin.Done);
        Write(writer, "left", bulletin.Left);
        writer.WriteStartArray("findings"u8);
        foreach (var finding in bulletin.Findings)
            Write(writer, finding);
        writer.WriteEndArray();
        writer.WriteNumber("moreFindings"u8, bulletin.MoreFindings);
    }

    private static void Write(Utf8JsonWriter writer, string name, PlanCounts? counts)
    {
        if (counts is null)
            return;

        writer.WriteStartObject(name);
        writer.WriteNumber("place"u8, counts.ToPlace);
        writer.WriteNumber("update"u8, counts.ToUpdate);
        writer.WriteNumber("refresh"u8, counts.ToRefresh);
        writer.WriteNumber("remove"u8, counts.ToRemove);
        writer.WriteNumber("onHold"u8, counts.OnHold);
        writer.WriteNumber("unchanged"u8, counts.Unchanged);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, Finding finding)
    {
        writer.WriteStartObject();
        writer.WriteString("reason"u8, finding.Reason);
        writer.WriteString("message"u8, finding.Message);
        Write(writer, "servers", finding.Servers);
        writer.WriteNumber("serverCount"u8, finding.ServerCount);
        Write(writer, "packages", finding.Packages);
        writer.WriteNumber("packageCount"u8, finding.PackageCount);
        writer.WriteNumber("placements"u8, finding.Placements);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, string name, ImmutableArray<string> names)
    {
        writer.WriteStartArray(name);
        foreach (var one in names)
            writer.WriteStringValue(one);
        writer.WriteEndArray();
    }
}
