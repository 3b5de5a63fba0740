using System.Text.Json;
using Reconciler.Cli.Reports;
using Reconciler.Core.Placements;
using Reconciler.Core.Planning;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Cli.Web.Api;

/// <summary>One package on one server.</summary>
/// <param name="Package">Null: it is declared no more.</param>
/// <param name="Action">The plan's line for it; null where the plan has none.</param>
internal sealed record Placement(DesiredPackage? Package, TransferPackage Record, ServerName Server, PlacementState State, PlanAction? Action)
{
    internal bool IsWanted { get; init; }

    /// <summary>By which pages go on.</summary>
    internal string Name => $"{Record.Name}/{Server}";

    internal void Write(Utf8JsonWriter writer)
    {
        writer.WriteString("package"u8, Record.Name.Value);
        writer.WriteString("server"u8, Server.Value);
        writer.WriteString("state"u8, State.Word());
        writer.WriteBoolean("wanted"u8, IsWanted);
        WriteVersions(writer);
        if (Action is { Hold: { } hold })
        {
            writer.WriteStartObject("hold"u8);
            writer.WriteString("action"u8, Action.Kind.Word());
            writer.WriteString("reason"u8, hold.Reason.Word());
            writer.WriteOptional("detail", hold.Detail);
            writer.WriteTime("until", hold.Until);
            writer.WriteEndObject();
        }

        writer.WriteBoolean("interrupted"u8, Record.UnsureOf(Server) is not null);
        if (Record.TroubleOf(Server) is { } trouble)
            TroubleJson.Write(writer, "trouble", trouble);
    }

    private void WriteVersions(Utf8JsonWriter writer)
    {
        if (IsWanted && Package?.For(Server) is { } version)
        {
            writer.WriteStartObject("desired"u8);
            writer.WriteOptional("version", version.Name);
            writer.WriteDigest("digest", (version.Content as DesiredContent.Known)?.Digest);
            writer.WriteEndObject();
        }

        if (Record.HoldingOf(Server) is { } holding)
        {
            writer.WriteStartObject("holding"u8);
            writer.WriteString("version"u8, holding.Version);
            writer.WriteDigest("digest", holding.Digest);
            writer.WriteOptional("commit", holding.Commit);
            writer.WriteEndObject();
        }

        if (Record.ProofOf(Server) is not { } proof)
            return;

        writer.WriteStartObject("proof"u8);
        writer.WriteString("kind"u8, proof.Kind.Word());
        writer.WriteTime("at", proof.At);
        writer.WriteBoolean("drifted"u8, proof.IsDrifted);
        writer.WriteEndObject();
    }
}
