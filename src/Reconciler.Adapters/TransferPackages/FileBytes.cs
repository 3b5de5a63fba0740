using System.Buffers;

namespace Reconciler.Adapters.TransferPackages;

/// <summary>A file's bytes in a rented buffer.</summary>
internal readonly struct FileBytes : IDisposable
{
    private readonly byte[] buffer;
    private readonly int length;

    private FileBytes(byte[] buffer, int length, bool isToTheEnd)
    {
        this.buffer = buffer;
        this.length = length;
        IsToTheEnd = isToTheEnd;
    }

    /// <summary>False: the file is larger than an array can be.</summary>
    public bool IsToTheEnd { get; }

    public ReadOnlySpan<byte> Span => buffer.AsSpan(0, length);

    /// <summary>None when the file does not exist, or ends before <paramref name="offset"/>.</summary>
    public static FileBytes Read(string path, long offset)
    {
        try
        {
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var rest = Math.Max(RandomAccess.GetLength(file) - offset, 0);
            var wanted = (int)Math.Min(rest, Array.MaxLength);
            var buffer = ArrayPool<byte>.Shared.Rent(wanted);
            var length = 0;
            for (var read = 1; length < wanted && read > 0; length += read)
                read = RandomAccess.Read(file, buffer.AsSpan(length, wanted - length), offset + length);
            return new(buffer, length, wanted == rest);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return new([], 0, isToTheEnd: true);
        }
    }

    public void Dispose()
    {
        if (buffer.Length > 0)
            ArrayPool<byte>.Shared.Return(buffer);
    }
}
