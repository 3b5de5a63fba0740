using Reconciler.Adapters.Linux;
using Reconciler.Adapters.Servers.Forms;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Adapters.Servers.Directory;

/// <summary>Files that are read and written whole.</summary>
internal static class SmallFiles
{
    private const string TemporaryPrefix = "~";

    public static bool IsTemporary(FileName name) => name.Bytes.StartsWith("~"u8);

    /// <returns>Null when there is none.</returns>
    /// <param name="longestBytes">More is refused: whoever can write to the server must not be able to exhaust us.</param>
    public static byte[]? Read(DirectoryHandle directory, FileName name, int longestBytes)
    {
        using var file = directory.FindFile(name);
        if (file is null)
            return null;

        var size = file.Status().SizeBytes;
        if (size > longestBytes)
            throw new TroubleException(TroubleKind.Conflict, $"'{file.Path}' has {size} bytes and is none of ours", file.Path);

        var bytes = new byte[size];
        var length = 0;
        while (length < bytes.Length && file.Read(bytes.AsSpan(length)) is > 0 and var read)
            length += read;

        return bytes[..length];
    }

    /// <summary>Written beside, made durable, renamed, and the rename made durable: after a crash the old file or the new one is there, whole.</summary>
    public static void WriteDurably(ServerFolders folders, DirectoryHandle directory, FileName name, ReadOnlySpan<byte> bytes) =>
        WriteDurably(folders.Modes, directory, directory, name, bytes);

    /// <param name="from">Where it is written before it is renamed.</param>
    public static void WriteDurably(TreeModes modes, DirectoryHandle from, DirectoryHandle directory, FileName name, ReadOnlySpan<byte> bytes)
    {
        FileName beside = TemporaryPrefix + TreeId.Next();
        try
        {
            using (var file = from.CreateFile(beside))
            {
                file.Write(bytes);
                modes.Give(file, isExecutable: false);
                file.Sync();
                file.Close();
            }

            from.RenameOver(beside, directory, name);
        }
        catch (SystemCallException)
        {
            DeleteIfThere(from, beside);
            throw;
        }

        directory.Sync();
    }

    public static void DeleteIfThere(DirectoryHandle directory, FileName name)
    {
        if (directory.FindStatus(name) is not null)
            directory.DeleteFile(name);
    }
}
