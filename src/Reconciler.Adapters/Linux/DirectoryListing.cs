using System.Buffers;
using System.Buffers.Binary;

namespace Reconciler.Adapters.Linux;

/// <summary>Names of a directory as bytes: .NET lists a name that is not UTF-8 with replacement characters, and then cannot open it.</summary>
internal static class DirectoryListing
{
    private const int BufferBytes = 64 * 1024;

    // struct linux_dirent64: inode 8, offset 8, record length 2, kind 1, then the name up to a NUL.
    private const int LengthOffset = 16;
    private const int NameOffset = 19;

    public static List<FileName> Read(DirectoryHandle directory)
    {
        // A second descriptor, because the position in the listing belongs to the descriptor.
        using var listed = directory.Reopen();
        var names = new List<FileName>();
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            while (LibC.GetDirectoryEntries(listed.Handle, buffer) is var length and not 0)
            {
                if (length < 0)
                    throw SystemCallException.Last("list", directory.Path);

                Append(names, buffer.AsSpan(0, (int)length));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        return names;
    }

    private static void Append(List<FileName> names, ReadOnlySpan<byte> records)
    {
        while (!records.IsEmpty)
        {
            var record = records[..BinaryPrimitives.ReadUInt16LittleEndian(records[LengthOffset..])];
            var name = record[NameOffset..];
            name = name[..name.IndexOf((byte)0)];
            if (!name.SequenceEqual("."u8) && !name.SequenceEqual(".."u8))
                names.Add(FileName.Of(name));

            records = records[record.Length..];
        }
    }
}
