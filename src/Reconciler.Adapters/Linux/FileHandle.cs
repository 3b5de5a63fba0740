using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Reconciler.Adapters.Linux;

/// <summary>An open regular file. Every error is a <see cref="SystemCallException"/>.</summary>
internal sealed class FileHandle : IDisposable
{
    private readonly SafeFileHandle handle;
    private readonly string path;
    private readonly Action? answered;

    /// <param name="path">For messages.</param>
    /// <param name="answered">Called whenever the file system has done what may take it long, opening it included.</param>
    public FileHandle(SafeFileHandle handle, string path, Action? answered)
    {
        this.handle = handle;
        this.path = path;
        this.answered = answered;
        answered?.Invoke();
    }

    public SafeFileHandle Handle => handle;

    public string Path => path;

    /// <returns>0 at the end.</returns>
    public int Read(Span<byte> buffer)
    {
        while (true)
        {
            var read = LibC.Read(handle, buffer, (nuint)buffer.Length);
            if (read >= 0)
            {
                answered?.Invoke();
                return (int)read;
            }

            var error = SystemCallException.Last("read", path);
            if (error.Errno != Errno.EINTR)
                throw error;
        }
    }

    public void Write(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var written = LibC.Write(handle, bytes, (nuint)bytes.Length);
            if (written >= 0)
            {
                answered?.Invoke();
                bytes = bytes[(int)written..];
                continue;
            }

            var error = SystemCallException.Last("write", path);
            if (error.Errno != Errno.EINTR)
                throw error;
        }
    }

    /// <summary>Bytes of another file to the same place in this one, without a way through this process. Where the next <see cref="Write"/> goes does not change.</summary>
    /// <returns>How many; 0 at the end of <paramref name="from"/>; -1 when the kernel does not, for whatever reason.</returns>
    public long CopyFrom(SafeFileHandle from, long offset, long mostBytes)
    {
        var (fromOffset, toOffset) = (offset, offset);
        nint copied;
        do
            copied = LibC.CopyFileRange(from, ref fromOffset, handle, ref toOffset, (nuint)mostBytes, 0);
        while (copied < 0 && Marshal.GetLastPInvokeError() == Errno.EINTR);

        answered?.Invoke();
        return copied;
    }

    /// <summary>Reserves room without changing the size. Where the file system cannot, nothing happens.</summary>
    public void Preallocate(long sizeBytes)
    {
        if (LibC.Fallocate(handle, LibC.FallocateKeepSize, 0, sizeBytes) == 0)
            return;

        var error = SystemCallException.Last("reserve room for", path);
        if (error.Errno is not (Errno.EOPNOTSUPP or Errno.ENOSYS or Errno.EINTR or Errno.EINVAL or Errno.ENODEV))
            throw error;
    }

    public FileStatus Status() => Stat.Of(handle, path);

    public void SetMode(int mode) => HandleCalls.SetMode(handle, mode, path);

    public void SetModified(long modifiedNs) => HandleCalls.SetModified(handle, modifiedNs, path);

    public void Sync()
    {
        HandleCalls.Sync(handle, path);
        answered?.Invoke();
    }

    /// <summary>Some file systems report a failed write only here, and <see cref="Dispose"/> would hide it. Whoever has written closes.</summary>
    public void Close() => Durable.Close(handle, path);

    public void Dispose() => handle.Dispose();
}
