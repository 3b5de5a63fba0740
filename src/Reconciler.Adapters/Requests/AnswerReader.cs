using System.Text.Json;

namespace Reconciler.Adapters.Requests;

/// <summary>Follows an answer while it grows.</summary>
public sealed class AnswerReader(string path)
{
    private long read;

    /// <summary>What has come since the last call, whole lines only; nothing while there is no answer yet.</summary>
    public IReadOnlyList<AnswerPart> ReadOn()
    {
        if (!File.Exists(path))
            return [];

        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        if (file.Length < read)
            read = 0;
        file.Position = read;
        var bytes = new byte[file.Length - read];
        var count = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        var whole = bytes.AsSpan(0, count).LastIndexOf((byte)'\n') + 1;
        read += whole;
        var parts = new List<AnswerPart>();
        foreach (var range in bytes.AsSpan(0, whole).Split((byte)'\n'))
        {
            if (bytes.AsMemory(0, whole)[range] is { IsEmpty: false } line)
                parts.Add(Part(line));
        }

        return parts;
    }

    /// <summary>It was taken.</summary>
    public void Delete() => File.Delete(path);

    private static AnswerPart Part(ReadOnlyMemory<byte> line)
    {
        using var json = JsonDocument.Parse(line);
        var field = json.RootElement.EnumerateObject().First();
        return field.Name switch
        {
            "out" => new AnswerPart.Out(field.Value.GetString()!),
            "error" => new AnswerPart.Error(field.Value.GetString()!),
            _ => new AnswerPart.Exit(field.Value.GetInt32()),
        };
    }
}

/// <summary>A piece of an answer.</summary>
public abstract record AnswerPart
{
    public sealed record Out(string Text) : AnswerPart;

    public sealed record Error(string Text) : AnswerPart;

    public sealed record Exit(int Code) : AnswerPart;
}
