using System.Collections.Immutable;
using System.Text.Json;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.TransferPackages;

namespace Reconciler.Adapters.TransferPackages;

/// <summary><c>approvals.jsonl</c>: one line an approval.</summary>
public sealed class Approvals(StateDirectory directory) : IApprovals
{
    private readonly RecordFile<ImmutableList<Approval>> file = new(directory.Approvals, new Format());

    public IReadOnlyList<Approval> All => file.State;

    public void Add_NeedsLock(IStateLock held, Approval approval) => file.Append([JsonLine.Write(writer =>
    {
        writer.WriteTime("at"u8, approval.At);
        writer.WriteString("plan"u8, approval.Plan);
        writer.WriteString("actor"u8, approval.Actor);
        writer.WriteTime("expires"u8, approval.Expires);
        writer.WriteOptional("reason"u8, approval.Reason);
    })]);

    private sealed class Format : ILineFormat<ImmutableList<Approval>>
    {
        public string Kind => "approvals";

        public ImmutableList<Approval> Start(string name) => [];

        public ImmutableList<Approval> Apply(ImmutableList<Approval> state, ReadOnlySpan<byte> line)
        {
            var fields = default(Fields);
            JsonLine.ReadLine(line, ref fields, Fields.Read);
            return state.Add(fields.ToApproval());
        }
    }

    private struct Fields
    {
        private string? plan, actor, reason;
        private DateTimeOffset at;
        private DateTimeOffset? expires;

        public static void Read(ref Utf8JsonReader reader, ref Fields fields)
        {
            if (reader.ValueTextEquals("plan"u8))
                fields.plan = reader.ReadString();
            else if (reader.ValueTextEquals("actor"u8))
                fields.actor = reader.ReadString();
            else if (reader.ValueTextEquals("at"u8))
                fields.at = reader.ReadTime();
            else if (reader.ValueTextEquals("expires"u8))
                fields.expires = reader.ReadTime();
            else if (reader.ValueTextEquals("reason"u8))
                fields.reason = reader.ReadOptionalString();
            else
                reader.Skip();
        }

        public readonly Approval ToApproval() => new(
            plan ?? throw new FormatException("it has no 'plan'"),
            actor ?? throw new FormatException("it has no 'actor'"),
            at,
            expires)
        {
            Reason = reason,
        };
    }
}
