using System.Text.Json;
using Reconciler.Engine.Reconciling;

namespace Reconciler.Cli.Reports.Plans;

/// <summary>Why a sync did nothing, as JSON.</summary>
internal static class RefusalJson
{
    internal static void Write(Utf8JsonWriter writer, RunStep.Refused refusal)
    {
        writer.WriteString("kind"u8, "refusal"u8);
        writer.WriteString("reason"u8, Word(refusal.Refusal));
        writer.WriteString("message"u8, refusal.Message);
        writer.WriteList("moved", refusal.Moved, cells =>
        {
            writer.WriteString("package"u8, cells.Package.Value);
            writer.WriteServers("servers", cells.Servers);
            writer.WriteString("reason"u8, cells.Reason);
            writer.WriteString("was"u8, cells.Was);
            writer.WriteString("is"u8, cells.Is);
        });
    }

    private static string Word(Refusal refusal) => refusal switch
    {
        Refusal.Rewound => "rewound",
        Refusal.HistoryUnknown => "history-unknown",
        Refusal.StalePlan => "stale-plan",
        Refusal.BadPlan => "bad-plan",
        _ => throw new ArgumentOutOfRangeException(nameof(refusal), refusal, "unknown refusal"),
    };
}
