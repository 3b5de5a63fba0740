using System.Text.Json;
using Reconciler.Core.Commits;
using Reconciler.Core.Planning;
using Reconciler.Engine.Reconciling;

namespace Reconciler.Cli.Reports.Plans;

/// <summary>The plan of a change as JSON. Actions have the form that they have in <c>plan -o json</c>.</summary>
internal static class ChangeJson
{
    internal static void Write(Utf8JsonWriter writer, ChangeMade made)
    {
        var (comparison, plan) = (made.Comparison, made.With.Plan);
        writer.WriteString("kind"u8, "change"u8);
        if (made.Kind != ChangeKind.Merge)
            writer.WriteString("type"u8, made.Kind == ChangeKind.Revert ? "revert"u8 : "loss"u8);
        Write(writer, "into", made.Into);
        Write(writer, "change", made.Change);
        writer.WriteOptional("parent", made.Parent);
        if (!made.Lost.IsEmpty)
            writer.WriteTexts("without", made.Lost);
        writer.WriteString("hash"u8, plan.Hash);
        writer.WriteString("state"u8, made.IsAssumed ? "assumed"u8 : "recorded"u8);
        writer.WriteTime("madeAt", plan.MadeAt);
        writer.WriteTime("recordedAt", plan.RecordedAt);
        writer.WriteOptional("scope", plan.Scope.IsEverything ? null : plan.Scope.ToString());
        writer.WriteString("ending"u8, ChangeTitle.Ending(made));
        Write(writer, "caused", comparison.Change);
        Write(writer, "undone", comparison.Undone);
        Write(writer, "pending", comparison.Pending);
    }

    private static void Write(Utf8JsonWriter writer, string name, CommitInfo commit)
    {
        writer.WriteStartObject(name);
        writer.WriteString("id"u8, commit.Id);
        writer.WriteString("revision"u8, commit.Revision);
        writer.WriteString("summary"u8, commit.Summary);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, string name, Plan part)
    {
        writer.WriteStartObject(name);
        PlanFile.WritePart(writer, part);
        writer.WriteEndObject();
    }
}
