using System.Text.Json;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Adapters.Requests;

/// <summary>
/// An answer while it is written: a line of JSON for each piece of text, <c>{"out":"…"}</c> or <c>{"error":"…"}</c>, and the exit code as the last,
/// <c>{"exit":0}</c>. Whoever asked reads along.
/// </summary>
public sealed class AnswerStream : IDisposable
{
    private const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private readonly FileStream file;
    private readonly Lock gate = new();

    internal AnswerStream(string path)
    {
        // Never through a link that somebody has laid there.
        File.Delete(path);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.Read | FileShare.Delete, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = Readable;
        file = new(path, options);
    }

    public void WriteOut(string text) => Write(writer => writer.WriteString("out"u8, text));

    public void WriteError(string text) => Write(writer => writer.WriteString("error"u8, text));

    /// <summary>Nothing comes after it.</summary>
    public void End(int exitCode) => Write(writer => writer.WriteNumber("exit"u8, exitCode));

    public void Dispose() => file.Dispose();

    private void Write(Action<Utf8JsonWriter> field)
    {
        byte[] line = [.. JsonLine.Write(field).Span, (byte)'\n'];
        lock (gate)
            file.Write(line);
    }
}
