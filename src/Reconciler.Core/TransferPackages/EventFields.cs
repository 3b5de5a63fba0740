using System.Text.Json;
using Reconciler.Core.Content;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;

namespace Reconciler.Core.TransferPackages;

/// <summary>The fields of one event as they are read, in any order; then the event that they make.</summary>
internal struct EventFields(ServerTable table)
{
    private string? did, cause, version, publishAs, message, example, reason, was;
    private Digest? digest, from, to;
    private Permissions permissions;
    private Layout layout;
    private HeldObservation held;
    private ProofKind? proof;
    private TroubleKind? error;
    private DateTimeOffset? retryAt;
    private long bytes, sent;
    private int attempt, generation, differences;
    private ServerSet? servers;

    public static void Read(ref Utf8JsonReader reader, ref EventFields fields)
    {
        if (reader.ValueTextEquals("did"u8))
            fields.did = reader.ReadString();
        else if (reader.ValueTextEquals("servers"u8))
            fields.servers = reader.ReadServers(fields.Table);
        else if (reader.ValueTextEquals("digest"u8))
            fields.digest = reader.ReadDigest();
        else if (reader.ValueTextEquals("from"u8))
            fields.from = reader.ReadOptionalDigest();
        else if (reader.ValueTextEquals("to"u8))
            fields.to = reader.ReadOptionalDigest();
        else if (reader.ValueTextEquals("holds"u8))
            fields.held = new(WasSeen: true, reader.ReadOptionalDigest());
        else if (reader.ValueTextEquals("proof"u8))
            fields.proof = ReadProof(ref reader);
        else if (reader.ValueTextEquals("error"u8))
            fields.error = ReadTrouble(ref reader);
        else if (reader.ValueTextEquals("retryAt"u8))
            fields.retryAt = reader.ReadTime();
        else if (!ReadText(ref reader, ref fields) && !ReadNumber(ref reader, ref fields))
            reader.Skip();
    }

    public static ProofKind ReadProof(ref Utf8JsonReader reader) =>
        reader.ReadString() is var word && ProofKindText.Parse(word) is { } kind ? kind : throw Unknown("kind of proof", word);

    public static TroubleKind ReadTrouble(ref Utf8JsonReader reader) =>
        reader.ReadString() is var word && TroubleKindText.Parse(word) is { } kind ? kind : throw Unknown("error", word);

    public readonly TransferPackageEvent ToEvent() => did switch
    {
        "targeted" => new TransferPackageEvent.Targeted(generation, Servers),
        "begun" => new TransferPackageEvent.Begun(from, to, cause, Servers),
        "placed" => new TransferPackageEvent.Placed(Digest, Version, bytes, sent, Proof, Servers) { PublishAs = publishAs, Permissions = permissions, Layout = layout },
        "removed" => new TransferPackageEvent.Removed(Digest, Servers),
        "failed" => new TransferPackageEvent.Failed(digest, held, error ?? throw Missing("error"), message ?? "", attempt, retryAt, Servers),
        "cleared" => new TransferPackageEvent.Cleared(Servers),
        "drifted" => new TransferPackageEvent.Drifted(Digest, Proof, differences, example, Servers),
        "verified" => new TransferPackageEvent.Verified(Digest, Proof, Servers),
        "adopted" => new TransferPackageEvent.Adopted(Digest, Version, Proof, Servers) { PublishAs = publishAs, Permissions = permissions, Layout = layout },
        "observed" => new TransferPackageEvent.Observed(Digest, Version, Servers) { PublishAs = publishAs, Permissions = permissions, Layout = layout },
        "retained" => new TransferPackageEvent.Retained(Digest, Version, Servers) { Layout = layout },
        "lost" => new TransferPackageEvent.Lost(Servers),
        "left" => new TransferPackageEvent.Left(Servers),
        "declared" => new TransferPackageEvent.Declared(Servers),
        "forgotten" => new TransferPackageEvent.Forgotten(reason ?? "", Servers),
        "renamed" => new TransferPackageEvent.Renamed(new(was ?? throw Missing("was")), Servers),
        "refreshAsked" => new TransferPackageEvent.RefreshAsked(reason, Servers),
        "purged" => new TransferPackageEvent.Purged(Digest, Servers),
        null => throw Missing("did"),
        _ => throw Unknown("event", did),
    };

    private readonly ServerTable Table => table;

    private readonly ServerSet Servers => servers ?? throw Missing("servers");

    private readonly Digest Digest => digest ?? throw Missing("digest");

    private readonly string Version => version ?? throw Missing("version");

    private readonly ProofKind Proof => proof ?? throw Missing("proof");

    private readonly FormatException Missing(string field) => new($"its event '{did}' has no '{field}'");

    /// <summary>A later version may add words; guessing what they do to the record would be worse than stopping.</summary>
    private static FormatException Unknown(string what, string? word) =>
        new($"the {what} '{word}' is none of format {StateHeader.Format}, which this version of Reconciler reads; a later version wrote it: use that one, or a later one");

    private static bool ReadText(ref Utf8JsonReader reader, ref EventFields fields)
    {
        if (reader.ValueTextEquals("cause"u8))
            fields.cause = reader.ReadOptionalString();
        else if (reader.ValueTextEquals("version"u8))
            fields.version = reader.ReadString();
        else if (reader.ValueTextEquals("publishAs"u8))
            fields.publishAs = reader.ReadOptionalString();
        else if (reader.ValueTextEquals("permissions"u8))
            fields.permissions = Permissions.Parse(reader.ReadOptionalString());
        else if (reader.ValueTextEquals("layout"u8))
            fields.layout = LayoutText.Parse(reader.ReadOptionalString());
        else if (reader.ValueTextEquals("was"u8))
            fields.was = reader.ReadString();
        else if (reader.ValueTextEquals("message"u8))
            fields.message = reader.ReadString();
        else if (reader.ValueTextEquals("example"u8))
            fields.example = reader.ReadOptionalString();
        else if (reader.ValueTextEquals("reason"u8))
            fields.reason = reader.ReadOptionalString();
        else
            return false;

        return true;
    }

    private static bool ReadNumber(ref Utf8JsonReader reader, ref EventFields fields)
    {
        if (reader.ValueTextEquals("bytes"u8))
            fields.bytes = reader.ReadInt64();
        else if (reader.ValueTextEquals("sent"u8))
            fields.sent = reader.ReadInt64();
        else if (reader.ValueTextEquals("attempt"u8))
            fields.attempt = reader.ReadInt32();
        else if (reader.ValueTextEquals("generation"u8))
            fields.generation = reader.ReadInt32();
        else if (reader.ValueTextEquals("differences"u8))
            fields.differences = reader.ReadInt32();
        else
            return false;

        return true;
    }
}
