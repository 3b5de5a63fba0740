using System.Text.Json;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Adapters.Git.Mirrors;

/// <summary>What a fetching process says, a line of JSON each on its standard output.</summary>
internal abstract record FetchReply
{
    /// <summary>Another process fetches into the same mirror.</summary>
    internal sealed record Waiting : FetchReply;

    /// <summary>The remote named its branches and tags, or told something while it prepared its answer.</summary>
    internal sealed record Answered : FetchReply;

    /// <param name="Bytes">That came so far.</param>
    /// <param name="HasAll">Everything has come, and is being indexed.</param>
    internal sealed record Received(long Bytes, bool HasAll) : FetchReply;

    /// <summary>The mirror is as the remote. The last reply.</summary>
    internal sealed record Done : FetchReply;

    /// <param name="Reason">In the words of libgit2 or the remote. The last reply.</param>
    internal sealed record Failed(string Reason) : FetchReply;

    internal ReadOnlyMemory<byte> ToLine() => JsonLine.Write(writer =>
    {
        switch (this)
        {
            case Received received:
                writer.WriteNumber("bytes"u8, received.Bytes);
                writer.WriteBoolean("hasAll"u8, received.HasAll);
                break;
            case Failed failed:
                writer.WriteString("failed"u8, failed.Reason);
                break;
            default:
                writer.WriteBoolean(this switch { Waiting => "waiting"u8, Answered => "answered"u8, _ => "done"u8 }, true);
                break;
        }
    });

    /// <exception cref="JsonException">It is no such line.</exception>
    internal static FetchReply Read(string line)
    {
        using var json = JsonDocument.Parse(line);
        var root = json.RootElement;
        if (root.TryGetProperty("bytes", out var bytes))
            return new Received(bytes.GetInt64(), root.GetProperty("hasAll").GetBoolean());
        if (root.TryGetProperty("failed", out var reason))
            return new Failed(reason.GetString()!);
        if (root.TryGetProperty("waiting", out _))
            return new Waiting();
        return root.TryGetProperty("done", out _) ? new Done() : new Answered();
    }
}
