using System.Collections.Immutable;
using System.Text.Json;
using Reconciler.Core.Resources;

namespace Reconciler.Core.TransferPackages;

/// <summary>The fields of one event of a server, or of its snapshot, as they are read, in any order; then what they make.</summary>
internal struct ServerEventFields
{
    private string? did, address, message, reason, by;
    private long? freeBytes, bytesPerSecond;
    private Atomicity? atomicity;
    private TroubleKind? error;
    private int attempt;
    private bool isGone;
    private ImmutableArray<ServerName> formerNames;
    private DateTimeOffset? retryAt, lastVisited, since, until;
    private Suspension? suspension;

    public readonly bool IsSnapshot => did switch
    {
        null => false,
        "snapshot" => true,
        _ => throw Unknown("record"),
    };

    public static void Read(ref Utf8JsonReader reader, ref ServerEventFields fields)
    {
        if (reader.ValueTextEquals("did"u8))
            fields.did = reader.ReadString();
        else if (reader.ValueTextEquals("address"u8))
            fields.address = reader.ReadString();
        else if (reader.ValueTextEquals("freeBytes"u8))
            fields.freeBytes = reader.ReadInt64();
        else if (reader.ValueTextEquals("bytesPerSecond"u8))
            fields.bytesPerSecond = reader.ReadInt64() is > 0 and var rate ? rate : throw new FormatException("its bytesPerSecond is none");
        else if (reader.ValueTextEquals("atomicity"u8))
            fields.atomicity = AtomicityText.Parse(reader.ReadOptionalString());
        else if (reader.ValueTextEquals("error"u8))
            fields.error = EventFields.ReadTrouble(ref reader);
        else if (reader.ValueTextEquals("attempt"u8))
            fields.attempt = reader.ReadInt32();
        else if (reader.ValueTextEquals("retryAt"u8))
            fields.retryAt = reader.ReadTime();
        else if (reader.ValueTextEquals("message"u8))
            fields.message = reader.ReadString();
        else if (reader.ValueTextEquals("reason"u8))
            fields.reason = reader.ReadOptionalString();
        else if (reader.ValueTextEquals("lastVisited"u8))
            fields.lastVisited = reader.ReadTime();
        else if (reader.ValueTextEquals("since"u8))
            fields.since = reader.ReadTime();
        else if (reader.ValueTextEquals("by"u8))
            fields.by = reader.ReadString();
        else if (reader.ValueTextEquals("until"u8))
            fields.until = reader.ReadTime();
        else if (reader.ValueTextEquals("suspended"u8))
            fields.suspension = SuspensionFields.Read(ref reader);
        else if (reader.ValueTextEquals("formerNames"u8))
            fields.formerNames = ReadNames(ref reader);
        else if (reader.ValueTextEquals("gone"u8))
            fields.isGone = reader.ReadBoolean();
        else
            reader.Skip();
    }

    public readonly ServerEvent ToEvent() => did switch
    {
        "claimed" => new ServerEvent.Claimed(Address),
        "visited" => new ServerEvent.Visited(Address, freeBytes) { Atomicity = atomicity, BytesPerSecond = bytesPerSecond },
        "renamed" => new ServerEvent.Renamed(FormerNames, Address, freeBytes) { Suspension = suspension, BytesPerSecond = bytesPerSecond },
        "failed" => new ServerEvent.Failed(error ?? throw Missing("error"), attempt, retryAt, message ?? ""),
        "suspended" => new ServerEvent.Suspended(By, reason ?? "", until),
        "resumed" => new ServerEvent.Resumed(By),
        "gone" => new ServerEvent.Gone(reason ?? ""),
        null => throw Missing("did"),
        _ => throw Unknown("event"),
    };

    public readonly ServerFacts ToFacts(ServerName name)
    {
        var trouble = error is { } kind ? new ServerTrouble(kind, since ?? throw Missing("since"), attempt, retryAt, message ?? "") : null;
        return new(name, address, freeBytes, lastVisited, trouble, isGone) { FormerNames = FormerNames, Atomicity = atomicity, BytesPerSecond = bytesPerSecond, Suspension = suspension };
    }

    private readonly ImmutableArray<ServerName> FormerNames => formerNames.IsDefault ? [] : formerNames;

    private static ImmutableArray<ServerName> ReadNames(ref Utf8JsonReader reader)
    {
        var names = ImmutableArray.CreateBuilder<ServerName>();
        reader.Read();
        reader.Expect(JsonTokenType.StartArray);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            reader.Expect(JsonTokenType.String);
            var name = reader.GetString()!;
            names.Add(ResourceName.IsValid(name) ? new(name) : throw new FormatException($"'{name}' cannot be a server's name"));
        }

        return names.ToImmutable();
    }

    private readonly string By => by ?? throw Missing("by");

    private readonly string Address => address ?? throw Missing("address");

    private readonly FormatException Missing(string field) => new($"its event '{did}' has no '{field}'");

    private readonly FormatException Unknown(string what) =>
        new($"the {what} '{did}' is none of format {StateHeader.Format}, which this version of Reconciler reads; a later version wrote it: use that one, or a later one");
}
