using System.Collections.Immutable;
using System.Text.Json;
using Reconciler.Core.Placements;

namespace Reconciler.Cli.Reports;

/// <summary>Steps of a derivation and reasons for a membership, as JSON.</summary>
internal static class DerivationJson
{
    internal static void Write(Utf8JsonWriter writer, DerivationStep step)
    {
        writer.WriteString("rule"u8, step.Rule.Word());
        writer.WriteString("effect"u8, step.Effect.Word());
        writer.WriteString("text"u8, step.Text);
        writer.WritePlace("at", step.At);
        WriteThrough(writer, step.Through);
    }

    internal static void WriteThrough(Utf8JsonWriter writer, ImmutableArray<MembershipReason> reasons)
    {
        if (!reasons.IsEmpty)
            writer.WriteList("through", reasons, reason =>
            {
                writer.WriteBoolean("holds"u8, reason.Holds);
                writer.WriteString("text"u8, reason.Text);
                writer.WritePlace("at", reason.At);
                WriteThrough(writer, reason.Through);
            });
    }
}
