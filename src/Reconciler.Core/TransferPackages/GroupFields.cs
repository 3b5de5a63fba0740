using System.Text.Json;
using Reconciler.Core.Content;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;

namespace Reconciler.Core.TransferPackages;

/// <summary>The fields of one group of a snapshot's registers as they are read, in any order; then the group that they make.</summary>
internal struct GroupFields(ServerTable table)
{
    private readonly List<long> proven = [];
    private List<int>? numbers;
    private Digest? digest, from, to;
    private Permissions permissions;
    private Layout layout;
    private string? version, commit, publishAs, reason;
    private int generation, attempt;
    private ProofKind? proof;
    private TroubleKind? error;
    private bool isDrifted, isWithdrawn;
    private DateTimeOffset? first, since, at, retryAt;

    public static void Read(ref Utf8JsonReader reader, ref GroupFields fields)
    {
        if (reader.ValueTextEquals("servers"u8))
            fields.numbers = reader.ReadServerNumbers(fields.Table);
        else if (reader.ValueTextEquals("proven"u8))
            fields.ReadProven(ref reader);
        else if (reader.ValueTextEquals("digest"u8))
            fields.digest = reader.ReadDigest();
        else if (reader.ValueTextEquals("from"u8))
            fields.from = reader.ReadOptionalDigest();
        else if (reader.ValueTextEquals("to"u8))
            fields.to = reader.ReadOptionalDigest();
        else if (reader.ValueTextEquals("proof"u8))
            fields.proof = EventFields.ReadProof(ref reader);
        else if (reader.ValueTextEquals("error"u8))
            fields.error = EventFields.ReadTrouble(ref reader);
        else if (!fields.ReadTime(ref reader) && !fields.ReadScalar(ref reader))
            reader.Skip();
    }

    public readonly Targets ToTargets() => new(generation, Servers);

    public readonly Holding ToHolding() => new(Digest, version ?? Digest.Short, commit, generation, Servers) { PublishAs = publishAs, Permissions = permissions, Layout = layout };

    public readonly IEnumerable<Proof> ToProofs()
    {
        if (proof is not { } kind)
            return [];

        var (proofBase, drifted, all) = (first ?? throw Missing("base"), isDrifted, Servers);
        if (proven.Count == 0)
            return [new(kind, proofBase, drifted, all)];
        if (proven.Count != numbers!.Count)
            throw new FormatException($"a snapshot has {numbers.Count} servers and {proven.Count} times of proofs");

        var servers = table;
        return numbers.Zip(proven).GroupBy(pair => pair.Second, pair => pair.First)
            .Select(group => new Proof(kind, proofBase.AddSeconds(group.Key), drifted, servers.SetOfNumbers(group)));
    }

    public readonly OutOfSight ToOutOfSight() => new(Digest, version ?? Digest.Short, isWithdrawn, since ?? throw Missing("since"), Servers) { Layout = layout };

    public readonly Trouble ToTrouble() => new(error ?? throw Missing("error"), digest, attempt, at ?? throw Missing("at"), retryAt, Servers);

    public readonly Unsure ToUnsure() => new(from, to, since ?? throw Missing("since"), Servers);

    public readonly RefreshAsked ToRefreshAsked() => new(reason, at ?? throw Missing("at"), Servers);

    private readonly ServerTable Table => table;

    private readonly ServerSet Servers => table.SetOfNumbers(numbers ?? throw Missing("servers"));

    private readonly Digest Digest => digest ?? throw Missing("digest");

    private static FormatException Missing(string field) => new($"a group of its snapshot has no '{field}'");

    private readonly void ReadProven(ref Utf8JsonReader reader)
    {
        reader.Read();
        reader.Expect(JsonTokenType.StartArray);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            proven.Add(reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var seconds) ? seconds : throw new FormatException("'proven' counts seconds"));
    }

    private bool ReadTime(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("base"u8))
            first = reader.ReadTime();
        else if (reader.ValueTextEquals("since"u8))
            since = reader.ReadTime();
        else if (reader.ValueTextEquals("at"u8))
            at = reader.ReadTime();
        else if (reader.ValueTextEquals("retryAt"u8))
            retryAt = reader.ReadTime();
        else
            return false;

        return true;
    }

    private bool ReadScalar(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("version"u8))
            version = reader.ReadString();
        else if (reader.ValueTextEquals("commit"u8))
            commit = reader.ReadOptionalString();
        else if (reader.ValueTextEquals("publishAs"u8))
            publishAs = reader.ReadOptionalString();
        else if (reader.ValueTextEquals("permissions"u8))
            permissions = Permissions.Parse(reader.ReadOptionalString());
        else if (reader.ValueTextEquals("layout"u8))
            layout = LayoutText.Parse(reader.ReadOptionalString());
        else if (reader.ValueTextEquals("reason"u8))
            reason = reader.ReadOptionalString();
        else if (reader.ValueTextEquals("generation"u8) || reader.ValueTextEquals("targetsGeneration"u8))
            generation = reader.ReadInt32();
        else if (reader.ValueTextEquals("attempt"u8))
            attempt = reader.ReadInt32();
        else if (reader.ValueTextEquals("drifted"u8))
            isDrifted = reader.ReadBoolean();
        else if (reader.ValueTextEquals("withdrawn"u8))
            isWithdrawn = reader.ReadBoolean();
        else
            return false;

        return true;
    }
}
