using System.Buffers.Binary;
using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Reconciler.Adapters.Linux;

/// <summary>
/// Reading directories by the bytes of their names and without following a link. .NET lists a name that is no UTF-8 as one that it then cannot
/// open, and resolves every path through whatever links stand there by then.
/// </summary>
/// <remarks>Every method throws <see cref="Win32Exception"/>, whose code is the errno and whose message is the system's.</remarks>
internal static unsafe partial class DirectoryReading
{
    internal const int NoEntry = 2;
    internal const int NotDirectory = 20;
    internal const int TooManyLinks = 40;

    private const int ReadOnly = 0;
    private const int NonBlocking = 0x800;
    private const int CloseOnExec = 0x80000;
    private const int PathOnly = 0x200000;
    private const int CurrentDirectory = -100;
    private const int NoFollowStat = 0x100;
    private const int EmptyPath = 0x1000;
    private const uint BasicStats = 0x7FF;
    private const int BufferBytes = 32 * 1024;

    private static readonly bool hasArmFlags = RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm or Architecture.Ppc64le;

    private static int Directory => hasArmFlags ? 0x4000 : 0x10000;

    private static int NoFollow => hasArmFlags ? 0x8000 : 0x20000;

    /// <summary>Finds what stands at an absolute path, through links, and holds on to it without opening it for reading.</summary>
    internal static SafeFileHandle Find(string path) => Open(CurrentDirectory, Encoding.UTF8.GetBytes(path), PathOnly);

    /// <summary>The path of what a handle holds, with every link resolved.</summary>
    internal static string RealPath(SafeFileHandle handle) => Encoding.UTF8.GetString(ReadLink(CurrentDirectory, DescriptorPath(handle)));

    /// <summary>Opens what <see cref="Find"/> found for reading.</summary>
    internal static SafeFileHandle OpenFound(SafeFileHandle found) => Open(CurrentDirectory, DescriptorPath(found), ReadOnly | NonBlocking);

    /// <param name="name">One name in <paramref name="parent"/>; a link there is refused.</param>
    internal static SafeFileHandle OpenDirectory(SafeFileHandle parent, ReadOnlySpan<byte> name) => OpenBelow(parent, name, Directory);

    /// <inheritdoc cref="OpenDirectory"/>
    /// <remarks>Does not wait for the other end of a pipe; what was opened is to be looked at.</remarks>
    internal static SafeFileHandle OpenFile(SafeFileHandle parent, ReadOnlySpan<byte> name) => OpenBelow(parent, name, NonBlocking);

    internal static LinuxStat Stat(SafeFileHandle handle) => Stat(handle, [], EmptyPath);

    /// <summary>Of the name itself, when it is a link.</summary>
    internal static LinuxStat Stat(SafeFileHandle parent, ReadOnlySpan<byte> name) => Stat(parent, name, NoFollowStat);

    internal static byte[] ReadLink(SafeFileHandle parent, ReadOnlySpan<byte> name)
    {
        using var held = new Held(parent);
        return ReadLink(held.Descriptor, name);
    }

    /// <summary>The bytes of every name but <c>.</c> and <c>..</c>, as the directory gives them.</summary>
    internal static List<byte[]> Names(SafeFileHandle directory)
    {
        using var held = new Held(directory);
        var names = new List<byte[]>();
        var buffer = new byte[BufferBytes];
        fixed (byte* start = buffer)
        {
            nint count;
            while ((count = getdents64(held.Descriptor, start, BufferBytes)) > 0)
                AddNames(buffer.AsSpan(0, (int)count), names);

            if (count < 0)
                throw new Win32Exception(Marshal.GetLastPInvokeError());
        }

        return names;
    }

    // struct linux_dirent64: inode (8), offset (8), length of the record (2), type (1), name, NUL.
    private static void AddNames(ReadOnlySpan<byte> records, List<byte[]> names)
    {
        while (!records.IsEmpty)
        {
            var length = BinaryPrimitives.ReadUInt16LittleEndian(records[16..]);
            var name = records[19..length];
            name = name[..name.IndexOf((byte)0)];
            if (!name.SequenceEqual("."u8) && !name.SequenceEqual(".."u8))
                names.Add(name.ToArray());
            records = records[length..];
        }
    }

    private static SafeFileHandle OpenBelow(SafeFileHandle parent, ReadOnlySpan<byte> name, int flags)
    {
        using var held = new Held(parent);
        return Open(held.Descriptor, name, ReadOnly | NoFollow | flags);
    }

    private static SafeFileHandle Open(int parent, ReadOnlySpan<byte> name, int flags)
    {
        fixed (byte* text = Terminated(name))
        {
            var descriptor = openat(parent, text, flags | CloseOnExec, 0);
            return descriptor >= 0
                ? new SafeFileHandle(descriptor, ownsHandle: true)
                : throw new Win32Exception(Marshal.GetLastPInvokeError());
        }
    }

    private static LinuxStat Stat(SafeFileHandle parent, ReadOnlySpan<byte> name, int flags)
    {
        using var held = new Held(parent);
        LinuxStat stat;
        fixed (byte* text = Terminated(name))
        {
            if (statx(held.Descriptor, text, flags, BasicStats, &stat) != 0)
                throw new Win32Exception(Marshal.GetLastPInvokeError());
        }

        return stat;
    }

    private static byte[] ReadLink(int parent, ReadOnlySpan<byte> name)
    {
        // Targets are shorter than PATH_MAX.
        var target = new byte[4096];
        fixed (byte* text = Terminated(name), start = target)
        {
            var length = readlinkat(parent, text, start, (nuint)target.Length);
            return length >= 0 ? target[..(int)length] : throw new Win32Exception(Marshal.GetLastPInvokeError());
        }
    }

    private static byte[] Terminated(ReadOnlySpan<byte> name)
    {
        var terminated = new byte[name.Length + 1];
        name.CopyTo(terminated);
        return terminated;
    }

    private static byte[] DescriptorPath(SafeFileHandle handle)
    {
        using var held = new Held(handle);
        return Encoding.ASCII.GetBytes($"/proc/self/fd/{held.Descriptor}");
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int openat(int directory, byte* path, int flags, int mode);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int statx(int directory, byte* path, int flags, uint mask, LinuxStat* stat);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint readlinkat(int directory, byte* path, byte* target, nuint size);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint getdents64(int directory, byte* records, nuint size);

    /// <summary>Keeps a handle open during a call that takes its number.</summary>
    private readonly ref struct Held
    {
        private readonly SafeFileHandle handle;
        private readonly bool isHeld;

        internal Held(SafeFileHandle handle)
        {
            this.handle = handle;
            handle.DangerousAddRef(ref isHeld);
            Descriptor = (int)handle.DangerousGetHandle();
        }

        internal int Descriptor { get; }

        public void Dispose()
        {
            if (isHeld)
                handle.DangerousRelease();
        }
    }
}
