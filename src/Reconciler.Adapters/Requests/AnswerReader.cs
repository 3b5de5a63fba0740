using System.Text.Json;

namespace Reconciler.Adapters.Requests;

/// <summary>Follows an answer while it grows; when a later process begins it anew, from its beginning.</summary>
public sealed class AnswerReader(string path)
{
    /// <summary>The first line says which answer it is, and is no longer than this.</summary>
    private const int LongestFirstLine = 128;

    private long read;
    private byte[] which = [];

    /// <summary>What has come since the last call, whole lines only; nothing while there is no answer yet.</summary>
    public IReadOnlyList<AnswerPart> ReadOn()
    {
        using var file = TryOpen();
        if (file is null)
            return [];

        var first = FirstLine(file);
        if (!first.SequenceEqual(which))
            (which, read) = (first.ToArray(), 0);
        file.Position = read;
        var bytes = new byte[file.Length - read];
        var count = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        var whole = bytes.AsSpan(0, count).LastIndexOf((byte)'\n') + 1;
        read += whole;
        var parts = new List<AnswerPart>();
        foreach (var range in bytes.AsSpan(0, whole).Split((byte)'\n'))
        {
            if (bytes.AsMemory(0, whole)[range] is { IsEmpty: false } line && Part(line) is { } part)
                parts.Add(part);
        }

        return parts;
    }

    /// <summary>It was taken.</summary>
    public void Delete() => File.Delete(path);

    private FileStream? TryOpen()
    {
        try
        {
            return new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception none) when (none is FileNotFoundException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <returns>Empty while it is not complete.</returns>
    private static ReadOnlySpan<byte> FirstLine(FileStream file)
    {
        var bytes = new byte[LongestFirstLine];
        var count = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return bytes.AsSpan(0, bytes.AsSpan(0, count).IndexOf((byte)'\n') + 1);
    }

    private static AnswerPart? Part(ReadOnlyMemory<byte> line)
    {
        using var json = JsonDocument.Parse(line);
        var field = json.RootElement.EnumerateObject().First();
        return field.Name switch
        {
            "out" => new AnswerPart.Out(field.Value.GetString()!),
            "error" => new AnswerPart.Error(field.Value.GetString()!),
            "exit" => new AnswerPart.Exit(field.Value.GetInt32()),
            _ => null,
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
