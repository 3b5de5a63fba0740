using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Reconciler.Adapters.Linux;

/// <summary>
/// An open directory. Whatever is done in it is done relative to its descriptor, by one name at a time, and never through a link: nobody
/// can lead a path elsewhere between a look and a change. Every error is a <see cref="SystemCallException"/>; a link where a directory or a
/// file is expected is ELOOP or ENOTDIR.
/// </summary>
internal sealed class DirectoryHandle : IDisposable
{
    private const int DirectoryFlags = LibC.ReadOnly | LibC.CloseOnExec;
    private const int LongestLink = 4096;

    private readonly Action? answered;

    private DirectoryHandle(SafeFileHandle handle, string path, Action? answered)
    {
        Handle = handle;
        Path = path;
        this.answered = answered;
        answered?.Invoke();
    }

    public SafeFileHandle Handle { get; }

    /// <summary>For messages.</summary>
    public string Path { get; }

    /// <param name="path">Absolute. Links on the way are followed: whoever may name the path may also lead it.</param>
    /// <param name="answered">Called, from any thread, whenever the file system has done what may take it long, here and in all that is opened from here.</param>
    public static DirectoryHandle Open(string path, Action? answered = null)
    {
        var handle = LibC.Open(Encoding.UTF8.GetBytes(path + "\0"), DirectoryFlags | LibC.Directory, 0);
        return handle.IsInvalid ? throw SystemCallException.Last("open", path) : new(handle, path, answered);
    }

    /// <summary>Where it really is: without links, wherever <see cref="Path"/> led to. Absolute.</summary>
    public string RealPath() => new FileInfo($"/proc/self/fd/{Handle.DangerousGetHandle()}").LinkTarget ?? Path;

    public string PathOf(FileName name) => $"{Path}/{name}";

    public DirectoryHandle OpenDirectory(FileName name)
    {
        var handle = LibC.OpenAt(Handle, name.Terminated, DirectoryFlags | LibC.Directory | LibC.NoFollow, 0);
        return handle.IsInvalid ? throw SystemCallException.Last("open the directory", PathOf(name)) : new(handle, PathOf(name), answered);
    }

    /// <returns>Null when there is nothing of that name.</returns>
    public DirectoryHandle? FindDirectory(FileName name) => OrNull(() => OpenDirectory(name));

    /// <returns>False when something of that name is there.</returns>
    public bool TryMakeDirectory(FileName name)
    {
        if (LibC.MakeDirectoryAt(Handle, name.Terminated, 0x1FF) == 0)
            return true;

        var error = SystemCallException.Last("make the directory", PathOf(name));
        return error.Errno == Errno.EEXIST ? false : throw error;
    }

    /// <summary>A regular file, for reading. Never waits at a pipe.</summary>
    public FileHandle OpenFile(FileName name)
    {
        var file = OpenFile(name, LibC.ReadOnly | LibC.NonBlocking, 0, "open");
        if (file.Status().Kind == FileKind.File)
            return file;

        file.Dispose();
        throw new SystemCallException(Errno.ELOOP, "open as a file", PathOf(name));
    }

    /// <returns>Null when there is nothing of that name.</returns>
    public FileHandle? FindFile(FileName name) => OrNull(() => OpenFile(name));

    /// <summary>A file that is not there yet.</summary>
    public FileHandle CreateFile(FileName name) => OpenFile(name, LibC.WriteOnly | LibC.Create | LibC.Exclusive, 0x1B6, "create");

    /// <summary>A file that is there, to read what it has and to write on.</summary>
    public FileHandle OpenFileToContinue(FileName name) => OpenFile(name, LibC.ReadWrite | LibC.NonBlocking, 0, "open");

    public void DeleteFile(FileName name)
    {
        if (LibC.UnlinkAt(Handle, name.Terminated, 0) != 0)
            throw SystemCallException.Last("delete", PathOf(name));

        answered?.Invoke();
    }

    /// <summary>Only when it is empty.</summary>
    public void DeleteDirectory(FileName name)
    {
        if (LibC.UnlinkAt(Handle, name.Terminated, LibC.AtRemoveDirectory) != 0)
            throw SystemCallException.Last("delete the directory", PathOf(name));

        answered?.Invoke();
    }

    /// <summary>Replaces a file that has the new name.</summary>
    public void RenameOver(FileName name, DirectoryHandle to, FileName newName) => Rename(name, to, newName, 0);

    /// <summary>EEXIST when something has the new name.</summary>
    public void RenameAway(FileName name, DirectoryHandle to, FileName newName)
    {
        try
        {
            Rename(name, to, newName, LibC.RenameNoReplace);
        }
        catch (SystemCallException e) when (e.Errno is Errno.EINVAL or Errno.ENOSYS or Errno.EOPNOTSUPP)
        {
            RenameByHand(name, to, newName);
        }
    }

    /// <summary>On NFS and many a FUSE, which know no flags: a link never replaces anything, and a directory replaces an empty directory at most.</summary>
    private void RenameByHand(FileName name, DirectoryHandle to, FileName newName)
    {
        if (to.FindStatus(newName) is not null)
            throw new SystemCallException(Errno.EEXIST, "rename", $"{PathOf(name)}' and '{to.PathOf(newName)}");

        if (FindStatus(name) is { Kind: FileKind.File } && TryLink(name, to, newName))
            DeleteFile(name);
        else
            Rename(name, to, newName, 0);
    }

    private bool TryLink(FileName name, DirectoryHandle to, FileName newName)
    {
        try
        {
            LinkFile(name, to, newName);
            return true;
        }
        catch (SystemCallException e) when (e.Errno is Errno.EPERM or Errno.EMLINK or Errno.ENOSYS or Errno.EOPNOTSUPP)
        {
            return false;
        }
    }

    /// <summary>Both exist; in one step each gets the other's place.</summary>
    public void Exchange(FileName name, DirectoryHandle with, FileName otherName) => Rename(name, with, otherName, LibC.RenameExchange);

    /// <summary>A second name for the same file.</summary>
    public void LinkFile(FileName name, DirectoryHandle to, FileName newName)
    {
        if (LibC.LinkAt(Handle, name.Terminated, to.Handle, newName.Terminated, 0) != 0)
            throw SystemCallException.Last("link", to.PathOf(newName));

        answered?.Invoke();
    }

    public void MakeSymlink(FileName name, ReadOnlySpan<byte> target)
    {
        byte[] terminated = [.. target, 0];
        if (LibC.SymlinkAt(terminated, Handle, name.Terminated) != 0)
            throw SystemCallException.Last("make the link", PathOf(name));

        answered?.Invoke();
    }

    public byte[] ReadSymlink(FileName name)
    {
        var target = new byte[LongestLink];
        var length = LibC.ReadLinkAt(Handle, name.Terminated, target, (nuint)target.Length);
        return length < 0 ? throw SystemCallException.Last("read the link", PathOf(name)) : target[..(int)length];
    }

    public FileStatus Status() => Stat.Of(Handle, Path);

    /// <returns>Null when there is nothing of that name.</returns>
    public FileStatus? FindStatus(FileName name)
    {
        var status = Stat.Find(this, name);
        answered?.Invoke();
        return status;
    }

    public void SetMode(int mode) => HandleCalls.SetMode(Handle, mode, Path);

    public void SetModified(long modifiedNs) => HandleCalls.SetModified(Handle, modifiedNs, Path);

    /// <summary>Of a link itself.</summary>
    public void SetSymlinkModified(FileName name, long modifiedNs)
    {
        if (LibC.SetTimesAt(Handle, name.Terminated, HandleCalls.Times(modifiedNs), LibC.AtSymlinkNoFollow) != 0)
            throw SystemCallException.Last("set the time of", PathOf(name));
    }

    public void Sync() => Sync(Handle, Path);

    /// <summary>Something on the same file system.</summary>
    public void Sync(SafeFileHandle handle, string path)
    {
        HandleCalls.Sync(handle, path);
        answered?.Invoke();
    }

    /// <summary>The whole file system.</summary>
    public void SyncAll()
    {
        if (LibC.SyncFileSystem(Handle) != 0)
            throw SystemCallException.Last("make durable the file system of", Path);

        answered?.Invoke();
    }

    /// <summary>A descriptor of its own for the same directory, wherever that stands now.</summary>
    public DirectoryHandle Reopen()
    {
        var handle = LibC.OpenAt(Handle, ".\0"u8, DirectoryFlags | LibC.Directory, 0);
        return handle.IsInvalid ? throw SystemCallException.Last("open", Path) : new(handle, Path, answered);
    }

    /// <summary>All names but the two dots, in no order.</summary>
    public List<FileName> List() => DirectoryListing.Read(this);

    public bool HasDefaultAcl() => LibC.GetExtendedAttribute(Handle, "system.posix_acl_default\0"u8, [], 0) > 0;

    public void Dispose() => Handle.Dispose();

    private FileHandle OpenFile(FileName name, int flags, uint mode, string what)
    {
        while (true)
        {
            var handle = LibC.OpenAt(Handle, name.Terminated, flags | LibC.CloseOnExec | LibC.NoFollow, mode);
            if (!handle.IsInvalid)
                return new(handle, PathOf(name), answered);

            var error = SystemCallException.Last(what, PathOf(name));
            if (error.Errno != Errno.EINTR)
                throw error;
        }
    }

    private void Rename(FileName name, DirectoryHandle to, FileName newName, uint flags)
    {
        if (LibC.RenameAt2(Handle, name.Terminated, to.Handle, newName.Terminated, flags) != 0)
            throw SystemCallException.Last(flags == LibC.RenameExchange ? "exchange" : "rename", $"{PathOf(name)}' and '{to.PathOf(newName)}");
    }

    private static T? OrNull<T>(Func<T> open)
        where T : class
    {
        try
        {
            return open();
        }
        catch (SystemCallException e) when (e.Errno == Errno.ENOENT)
        {
            return null;
        }
    }
}
