using System.Text.Json;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Adapters.Requests;

/// <summary>
/// An answer while it is written, for one asker or for several who asked the same: first a line <c>{"answer":"…"}</c> that tells it from one that was
/// broken off, then a line of JSON for each piece of text, <c>{"out":"…"}</c> or <c>{"error":"…"}</c>, and the exit code as the last,
/// <c>{"exit":0}</c>. Whoever asked reads along. What cannot be written holds up neither the work nor the answers of the others.
/// </summary>
public sealed class AnswerStream : IDisposable
{
    private const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private readonly (string Path, FileStream? File)[] answers;
    private readonly Lock gate = new();

    internal AnswerStream(IEnumerable<string> paths)
    {
        answers = [.. paths.Select(path => (path, TryOpen(path)))];
        Write(writer => writer.WriteString("answer"u8, Guid.NewGuid().ToString("n")));
    }

    public void WriteOut(string text) => Write(writer => writer.WriteString("out"u8, text));

    public void WriteError(string text) => Write(writer => writer.WriteString("error"u8, text));

    /// <summary>Nothing comes after it.</summary>
    public void End(int exitCode)
    {
        Write(writer => writer.WriteNumber("exit"u8, exitCode));
        foreach (var (path, _) in answers.Where(answer => answer.File is null))
            Shorten(path, exitCode);
    }

    public void Dispose()
    {
        foreach (var (_, file) in answers)
            file?.Dispose();
    }

    /// <summary>The disk was full, as is most likely: without the text there may be room to say so. Otherwise nothing is there, which the asker sees.</summary>
    private static void Shorten(string path, int exitCode)
    {
        try
        {
            File.Delete(path);
            using var file = Open(path);
            foreach (var field in (Action<Utf8JsonWriter>[])[
                writer => writer.WriteString("answer"u8, Guid.NewGuid().ToString("n")),
                writer => writer.WriteString("error"u8, "warning: what was printed could not be handed on, since the state's file system refused it; 'reconciler events' shows what happened\n"),
                writer => writer.WriteNumber("exit"u8, exitCode)])
                file.Write(Line(field));
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            TryDelete(path);
        }
    }

    private void Write(Action<Utf8JsonWriter> field)
    {
        var line = Line(field);
        lock (gate)
        {
            for (var i = 0; i < answers.Length; i++)
            {
                try
                {
                    answers[i].File?.Write(line);
                }
                catch (IOException)
                {
                    answers[i].File!.Dispose();
                    answers[i].File = null;
                }
            }
        }
    }

    private static FileStream? TryOpen(string path)
    {
        try
        {
            return Open(path);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static FileStream Open(string path)
    {
        // Never through a link that somebody has laid there.
        File.Delete(path);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.Read | FileShare.Delete, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = Readable;
        return new(path, options);
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            // A day later it is swept.
        }
    }

    private static byte[] Line(Action<Utf8JsonWriter> field) => [.. JsonLine.Write(field).Span, (byte)'\n'];
}
