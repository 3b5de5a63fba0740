using System.Collections.Immutable;
using System.Text.Json;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.TransferPackages;

namespace Reconciler.Adapters.TransferPackages;

/// <summary><c>commits.jsonl</c>: a line when a commit's plan is begun, one when it has converged, one when all but what waits as declared is done.</summary>
public sealed class CommitRecords(StateDirectory directory) : ICommitRecords
{
    private readonly RecordFile<ImmutableList<CommitRecord>> file = new(directory.Commits, new Format());

    public CommitRecord? LastBegun => file.State.FindLast(record => record.IsUnscoped);

    public CommitRecord? LastConverged => file.State.FindLast(record => record is { IsUnscoped: true, Converged: not null });

    public IReadOnlyList<CommitRecord> All => file.State;

    public void Begin_NeedsLock(IStateLock held, CommitRecord begun) => file.Append([JsonLine.Write(writer =>
    {
        writer.WriteTime("at"u8, begun.Begun);
        writer.WriteString("did"u8, "begun"u8);
        writer.WriteString("commit"u8, begun.Commit);
        writer.WriteOptional("revision"u8, begun.Revision);
        writer.WriteString("plan"u8, begun.Plan);
        writer.WriteBoolean("unscoped"u8, begun.IsUnscoped);
        PolicyText.Write(writer, "policy"u8, begun.Policy);
    })]);

    public void Converge_NeedsLock(IStateLock held, string commit, string plan, DateTimeOffset at) => End("converged", commit, plan, at);

    public void Wait_NeedsLock(IStateLock held, string commit, string plan, DateTimeOffset at) => End("waiting", commit, plan, at);

    private void End(string did, string commit, string plan, DateTimeOffset at) => file.Append([JsonLine.Write(writer =>
    {
        writer.WriteTime("at"u8, at);
        writer.WriteString("did"u8, did);
        writer.WriteString("commit"u8, commit);
        writer.WriteString("plan"u8, plan);
    })]);

    private sealed class Format : ILineFormat<ImmutableList<CommitRecord>>
    {
        public string Kind => "commits";

        public ImmutableList<CommitRecord> Start(string name) => [];

        public ImmutableList<CommitRecord> Apply(ImmutableList<CommitRecord> state, ReadOnlySpan<byte> line)
        {
            var fields = default(Fields);
            JsonLine.ReadLine(line, ref fields, Fields.Read);
            return fields.ApplyTo(state);
        }
    }

    private struct Fields
    {
        private string? did, commit, revision, plan;
        private bool isUnscoped;
        private Policy? policy;
        private DateTimeOffset at;

        public static void Read(ref Utf8JsonReader reader, ref Fields fields)
        {
            if (reader.ValueTextEquals("did"u8))
                fields.did = reader.ReadString();
            else if (reader.ValueTextEquals("commit"u8))
                fields.commit = reader.ReadString();
            else if (reader.ValueTextEquals("revision"u8))
                fields.revision = reader.ReadString();
            else if (reader.ValueTextEquals("plan"u8))
                fields.plan = reader.ReadString();
            else if (reader.ValueTextEquals("unscoped"u8))
                fields.isUnscoped = reader.ReadBoolean();
            else if (reader.ValueTextEquals("policy"u8))
                fields.policy = PolicyText.Read(ref reader);
            else if (reader.ValueTextEquals("at"u8))
                fields.at = reader.ReadTime();
            else
                reader.Skip();
        }

        public readonly ImmutableList<CommitRecord> ApplyTo(ImmutableList<CommitRecord> state)
        {
            var (ofCommit, ofPlan) = (commit ?? throw new FormatException("it has no 'commit'"), plan ?? throw new FormatException("it has no 'plan'"));
            switch (did)
            {
                case "begun":
                    return state.Add(new(ofCommit, ofPlan, isUnscoped, policy ?? Policy.Default, at) { Revision = revision });
                case "converged" or "waiting":
                    var index = state.FindLastIndex(record => record.Commit == ofCommit && record.Plan == ofPlan);
                    return index < 0 ? state : state.SetItem(index, did == "converged" ? state[index] with { Converged = at } : state[index] with { Waiting = at });
                default:
                    throw new FormatException($"the record '{did}' is none of format {StateHeader.Format}, which this version of Reconciler reads; a later version wrote it: use that one, or a later one");
            }
        }
    }
}
