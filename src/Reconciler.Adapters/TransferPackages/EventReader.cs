using System.Security.Cryptography;
using System.Text;

namespace Reconciler.Adapters.TransferPackages;

/// <summary>Reads <see cref="EventFile"/> from where somebody stopped, also when that file has been set aside since. What was read before is not read again.</summary>
public sealed class EventReader(StateDirectory directory)
{
    /// <summary>Lines that are complete, oldest first.</summary>
    /// <param name="from">Null: everything that is kept.</param>
    public EventLines ReadOn(EventPosition? from)
    {
        // The newer one first: set aside between two looks, it is met twice rather than not at all.
        using var current = EventText.Open(directory.EventFile);
        if (from?.File is { } file && file == current?.Id)
            return new([.. current.After(from.Value.Offset)], IsWhole: true);

        using var earlier = EventText.Open(directory.EarlierEventFile);
        var older = earlier?.Id == current?.Id ? null : earlier;
        var isKnown = from is null || from == EventPosition.Beginning || from.Value.File == older?.Id;
        return new([.. older?.After(from?.File == older.Id ? from!.Value.Offset : 0) ?? [], .. current?.After(0) ?? []], isKnown);
    }

    /// <summary>A file of events, open.</summary>
    private sealed class EventText : IDisposable
    {
        private readonly FileStream file;

        private EventText(FileStream file, string id)
        {
            this.file = file;
            Id = id;
        }

        internal string Id { get; }

        /// <summary>Null where there is none, or none with a whole line.</summary>
        internal static EventText? Open(string path)
        {
            FileStream file;
            try
            {
                file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            }
            catch (Exception none) when (none is FileNotFoundException or DirectoryNotFoundException)
            {
                return null;
            }

            if (FirstLine(file) is { } line)
                return new(file, Convert.ToHexStringLower(SHA256.HashData(line))[..16]);

            file.Dispose();
            return null;
        }

        internal IEnumerable<EventLine> After(long offset)
        {
            file.Position = Math.Min(offset, file.Length);
            var begin = file.Position;
            var bytes = new byte[file.Length - begin];
            bytes = bytes[..file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
            for (var from = 0; Array.IndexOf(bytes, (byte)'\n', from) is var end and >= 0; from = end + 1)
                yield return new(Encoding.UTF8.GetString(bytes, from, end - from), new(Id, begin + end + 1));
        }

        public void Dispose() => file.Dispose();

        private static byte[]? FirstLine(FileStream file)
        {
            var bytes = new byte[512];
            for (var read = 0; ;)
            {
                var more = file.Read(bytes.AsSpan(read));
                if (bytes.AsSpan(read, more).IndexOf((byte)'\n') is var end and >= 0)
                    return bytes[..(read + end)];
                if (more == 0)
                    return null;

                read += more;
                if (read == bytes.Length)
                    Array.Resize(ref bytes, bytes.Length * 2);
            }
        }
    }
}

/// <summary>Behind a line.</summary>
/// <param name="File">Tells a file of events from the one that follows it: 16 hexadecimal digits, from its first line.</param>
/// <param name="Offset">In bytes.</param>
public readonly record struct EventPosition(string File, long Offset)
{
    public static EventPosition Beginning { get; } = new("", 0);
}

/// <param name="After">Where to go on.</param>
public sealed record EventLine(string Text, EventPosition After);

/// <param name="IsWhole">False: what came next has been deleted meanwhile, and what is left is here.</param>
public sealed record EventLines(IReadOnlyList<EventLine> Lines, bool IsWhole);
