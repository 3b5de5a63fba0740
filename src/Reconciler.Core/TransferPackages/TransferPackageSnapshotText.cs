using System.Text.Json;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;

namespace Reconciler.Core.TransferPackages;

/// <summary>All registers of a Transfer Package in one record. The same registers give the same bytes, whatever led to them.</summary>
internal static class TransferPackageSnapshotText
{
    public static void Write(Utf8JsonWriter writer, TransferPackage package)
    {
        writer.WriteNumber("seq"u8, package.Seq);
        writer.WriteTime("at"u8, package.RecordedAt);
        writer.WriteString("did"u8, "snapshot"u8);
        writer.WriteOptional("order"u8, package.LastOrder?.ToString());
        if (package.Targets is { } targets)
        {
            writer.WriteStartObject("targets"u8);
            writer.WriteNumber("generation"u8, targets.Generation);
            writer.WriteServers("servers"u8, targets.Servers);
            writer.WriteEndObject();
        }

        WriteRegisters(writer, package);
        if (!package.Left.IsEmpty)
            writer.WriteServers("left"u8, package.Left);
    }

    private static void WriteRegisters(Utf8JsonWriter writer, TransferPackage package)
    {
        writer.WriteStartArray("holding"u8);
        foreach (var holding in package.Holdings.OrderBy(h => h.Digest).ThenBy(h => h.Version, StringComparer.Ordinal).ThenBy(h => h.Commit, StringComparer.Ordinal).ThenBy(h => h.Generation).ThenBy(h => h.PublishAs, StringComparer.Ordinal).ThenBy(h => h.Permissions.ToString(), StringComparer.Ordinal).ThenBy(h => h.Layout))
            WriteHolding(writer, package, holding);
        writer.WriteEndArray();

        WriteRegister(writer, "retained"u8, package.OutOfSight.OrderBy(t => t.Digest).ThenBy(t => t.Since).ThenBy(t => t.IsWithdrawn).ThenBy(t => t.Version, StringComparer.Ordinal).ThenBy(t => t.Layout), WriteTree);
        WriteRegister(writer, "trouble"u8, package.Troubles.OrderBy(t => t.At).ThenBy(t => t.Kind).ThenBy(t => t.Wanted).ThenBy(t => t.Attempt).ThenBy(t => t.RetryAt), WriteTrouble);
        WriteRegister(writer, "unsure"u8, package.Unsure.OrderBy(u => u.Since).ThenBy(u => u.From).ThenBy(u => u.To), WriteUnsure);
        WriteRegister(writer, "refreshAsked"u8, package.RefreshAsked.OrderBy(r => r.At).ThenBy(r => r.Reason, StringComparer.Ordinal), WriteRefreshAsked);
    }

    private static void WriteRegister<TGroup>(Utf8JsonWriter writer, ReadOnlySpan<byte> name, IEnumerable<TGroup> groups, Action<Utf8JsonWriter, TGroup> facts)
        where TGroup : class, IRegisterGroup<TGroup>
    {
        writer.WriteStartArray(name);
        foreach (var group in groups)
        {
            writer.WriteStartObject();
            facts(writer, group);
            writer.WriteServers("servers"u8, group.Servers);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    /// <summary>One group for each kind of proof, so that a time a server costs a few digits; then one for those without a proof.</summary>
    private static void WriteHolding(Utf8JsonWriter writer, TransferPackage package, Holding holding)
    {
        var withoutProof = holding.Servers;
        foreach (var proofs in package.Proofs.GroupBy(proof => (proof.Kind, proof.IsDrifted)).OrderBy(proofs => proofs.Key))
        {
            var there = proofs.Select(proof => proof.On(proof.Servers & holding.Servers)).Where(proof => !proof.Servers.IsEmpty).ToArray();
            if (there.Length == 0)
                continue;

            var proven = there.Aggregate(package.Servers.Empty, (all, proof) => all | proof.Servers);
            withoutProof -= proven;
            WriteHolding(writer, holding.On(proven), there);
        }

        if (!withoutProof.IsEmpty)
            WriteHolding(writer, holding.On(withoutProof), []);
    }

    private static void WriteHolding(Utf8JsonWriter writer, Holding holding, Proof[] proofs)
    {
        writer.WriteStartObject();
        writer.WriteDigest("digest"u8, holding.Digest);
        writer.WriteString("version"u8, holding.Version);
        writer.WriteOptional("commit"u8, holding.Commit);
        writer.WriteOptional("publishAs"u8, holding.PublishAs);
        writer.WriteOptional("permissions"u8, Permissions.Text(holding.Permissions));
        writer.WriteOptional("layout"u8, LayoutText.Text(holding.Layout));
        writer.WriteNumber("targetsGeneration"u8, holding.Generation);
        if (proofs.Length > 0)
        {
            writer.WriteString("proof"u8, proofs[0].Kind.Word());
            if (proofs[0].IsDrifted)
                writer.WriteBoolean("drifted"u8, true);
            writer.WriteTime("base"u8, proofs.Min(proof => proof.At));
        }

        writer.WriteServers("servers"u8, holding.Servers);
        if (proofs.Length > 1)
            WriteProven(writer, holding.Servers, proofs);
        writer.WriteEndObject();
    }

    /// <summary>Seconds after <c>base</c>, in the order of the servers. Absent: 0 for all.</summary>
    private static void WriteProven(Utf8JsonWriter writer, ServerSet servers, Proof[] proofs)
    {
        var first = proofs.Min(proof => proof.At);
        var seconds = new Dictionary<int, long>();
        foreach (var proof in proofs)
        {
            foreach (var number in proof.Servers.Numbers)
                seconds[number] = (long)(proof.At - first).TotalSeconds;
        }

        writer.WriteStartArray("proven"u8);
        foreach (var number in servers.NumbersByName())
            writer.WriteNumberValue(seconds[number]);
        writer.WriteEndArray();
    }

    private static void WriteTree(Utf8JsonWriter writer, OutOfSight tree)
    {
        writer.WriteDigest("digest"u8, tree.Digest);
        writer.WriteString("version"u8, tree.Version);
        if (tree.IsWithdrawn)
            writer.WriteBoolean("withdrawn"u8, true);
        writer.WriteOptional("layout"u8, LayoutText.Text(tree.Layout));
        writer.WriteTime("since"u8, tree.Since);
    }

    private static void WriteTrouble(Utf8JsonWriter writer, Trouble trouble)
    {
        writer.WriteString("error"u8, trouble.Kind.Word());
        writer.WriteDigest("digest"u8, trouble.Wanted);
        writer.WriteNumber("attempt"u8, trouble.Attempt);
        writer.WriteTime("at"u8, trouble.At);
        writer.WriteTime("retryAt"u8, trouble.RetryAt);
    }

    private static void WriteUnsure(Utf8JsonWriter writer, Unsure unsure)
    {
        writer.WriteDigest("from"u8, unsure.From);
        writer.WriteDigest("to"u8, unsure.To);
        writer.WriteTime("since"u8, unsure.Since);
    }

    private static void WriteRefreshAsked(Utf8JsonWriter writer, RefreshAsked asked)
    {
        writer.WriteOptional("reason"u8, asked.Reason);
        writer.WriteTime("at"u8, asked.At);
    }
}
