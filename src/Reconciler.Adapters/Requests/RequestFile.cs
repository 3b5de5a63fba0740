using Reconciler.Adapters.Linux;

namespace Reconciler.Adapters.Requests;

/// <summary>A request as a file that anybody may have written who may write there.</summary>
internal static class RequestFile
{
    /// <summary>A saved plan of the largest estate travels in it.</summary>
    private const long Largest = 256 << 20;

    /// <param name="id">What the file's name says.</param>
    /// <returns>With the asker that the kernel vouches for.</returns>
    /// <exception cref="FormatException">It is no request that this version can do; the message says why.</exception>
    /// <exception cref="IOException">It is gone, or cannot be read.</exception>
    internal static Request Read(string path, string id)
    {
        if (!IsId(id))
            throw new FormatException("no such name is given");

        using var directory = DirectoryHandle.Open(Path.GetDirectoryName(path)!);
        using var file = directory.OpenFile(Path.GetFileName(path));
        var status = file.Status();
        if (status.SizeBytes > Largest)
            throw new FormatException("it is too large");

        var request = RequestText.Read(Bytes(file, (int)status.SizeBytes));
        return request.Id == id
            ? request with { Actor = RequestOwner.Actor(request.Actor, status.Owner) }
            : throw new FormatException("it has another name");
    }

    /// <summary>Letters, digits and hyphens: as part of a file's name it leads nowhere else.</summary>
    internal static bool IsId(string id) => id.Length is >= 8 and <= 64 && id.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');

    private static ReadOnlyMemory<byte> Bytes(FileHandle file, int size)
    {
        var bytes = new byte[size];
        var read = 0;
        while (read < size && file.Read(bytes.AsSpan(read)) is > 0 and var more)
            read += more;
        return bytes.AsMemory(0, read);
    }
}
