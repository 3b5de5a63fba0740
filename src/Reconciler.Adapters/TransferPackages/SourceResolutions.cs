using System.Collections.Immutable;
using System.Text.Json;
using Reconciler.Core.Content;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.TransferPackages;

namespace Reconciler.Adapters.TransferPackages;

/// <summary><c>sources.jsonl</c>: one line a resolution; the newest of a key counts.</summary>
public sealed class SourceResolutions(StateDirectory directory) : ISourceResolutions
{
    private readonly RecordFile<ImmutableDictionary<string, RecordedSource>> file = new(directory.Sources, new Format());

    public RecordedSource? Find(string key) => file.State.GetValueOrDefault(key);

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
    });

    private sealed class Format : ILineFormat<ImmutableDictionary<string, RecordedSource>>
    {
        public string Kind => "sources";

        public ImmutableDictionary<string, RecordedSource> Start(string name) => ImmutableDictionary.Create<string, RecordedSource>(StringComparer.Ordinal);

        public ImmutableDictionary<string, RecordedSource> Apply(ImmutableDictionary<string, RecordedSource> state, ReadOnlySpan<byte> line)
        {
            var fields = default(Fields);
            JsonLine.ReadLine(line, ref fields, Fields.Read);
            var resolution = fields.ToResolution();
            return state.SetItem(resolution.Key, resolution);
        }
    }

    private struct Fields
    {
        private string? key;
        private Digest? digest;
        private long bytes;
        private int files;
        private string? commit;
        private DateTimeOffset at;

        public static void Read(ref Utf8JsonReader reader, ref Fields fields)
        {
            if (reader.ValueTextEquals("key"u8))
                fields.key = reader.ReadString();
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
            at) { Commit = commit };
    }
}
