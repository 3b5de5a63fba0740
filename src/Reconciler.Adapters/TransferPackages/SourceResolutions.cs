using System.Collections.Immutable;
using System.Text.Json;
using Reconciler.Core.Content;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.TransferPackages;

namespace Reconciler.Adapters.TransferPackages;

/// <summary><c>sources.jsonl</c>: one line a resolution; the newest of a key counts.</summary>
public sealed class SourceResolutions(StateDirectory directory) : ISourceResolutions
{
    private readonly RecordFile<Known> file = new(directory.Sources, new Format());

    public RecordedSource? Find(string key) => file.State.ByKey.GetValueOrDefault(key);

    public string? FindCommit(Digest digest) => file.State.Commits.GetValueOrDefault(digest);

    public void Add_NeedsLock(IStateLock held, IReadOnlyList<RecordedSource> resolutions)
    {
        if (resolutions.Count > 0)
            file.Append(resolutions.Select(Line));
    }

    private static ReadOnlyMemory<byte> Line(RecordedSource resolution) => JsonLine.Write(writer =>
    {
        writer.WriteTime("at"u8, resolution.At);
        writer.WriteString("key"u8, resolution.Key);
        writer.WriteDigest("digest"u8, resolution.Digest);
        writer.WriteNumber("bytes"u8, resolution.Bytes);
        writer.WriteNumber("files"u8, resolution.Files);
        writer.WriteOptional("commit"u8, resolution.Commit);
        writer.WriteOptional("warningCode"u8, resolution.Warning?.Code);
        writer.WriteOptional("warning"u8, resolution.Warning?.Message);
    });

    /// <param name="Commits">Of all resolutions ever recorded: what was placed long ago still came from somewhere.</param>
    private sealed record Known(ImmutableDictionary<string, RecordedSource> ByKey, ImmutableDictionary<Digest, string> Commits);

    private sealed class Format : ILineFormat<Known>
    {
        public string Kind => "sources";

        public Known Start(string name) => new(ImmutableDictionary.Create<string, RecordedSource>(StringComparer.Ordinal), ImmutableDictionary<Digest, string>.Empty);

        public Known Apply(Known state, ReadOnlySpan<byte> line)
        {
            var fields = default(Fields);
            JsonLine.ReadLine(line, ref fields, Fields.Read);
            var resolution = fields.ToResolution();
            return new(
                state.ByKey.SetItem(resolution.Key, resolution),
                resolution.Commit is { } commit ? state.Commits.SetItem(resolution.Digest, commit) : state.Commits);
        }
    }

    private struct Fields
    {
        private string? key, warningCode, warning;
        private Digest? digest;
        private long bytes;
        private int files;
        private string? commit;
        private DateTimeOffset at;

        public static void Read(ref Utf8JsonReader reader, ref Fields fields)
        {
            if (reader.ValueTextEquals("key"u8))
                fields.key = reader.ReadString();
            else if (reader.ValueTextEquals("warningCode"u8))
                fields.warningCode = reader.ReadOptionalString();
            else if (reader.ValueTextEquals("warning"u8))
                fields.warning = reader.ReadOptionalString();
            else if (reader.ValueTextEquals("digest"u8))
                fields.digest = reader.ReadDigest();
            else if (reader.ValueTextEquals("bytes"u8))
                fields.bytes = reader.ReadInt64();
            else if (reader.ValueTextEquals("files"u8))
                fields.files = reader.ReadInt32();
            else if (reader.ValueTextEquals("commit"u8))
                fields.commit = reader.ReadString();
            else if (reader.ValueTextEquals("at"u8))
                fields.at = reader.ReadTime();
            else
                reader.Skip();
        }

        public readonly RecordedSource ToResolution() => new(
            key ?? throw new FormatException("it has no 'key'"),
            digest ?? throw new FormatException("it has no 'digest'"),
            bytes,
            files,
            at)
        {
            Commit = commit,
            Warning = warningCode is not null && warning is not null ? new(warningCode, warning) : null,
        };
    }
}
