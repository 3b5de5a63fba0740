using System.Security.Cryptography;
using System.Text;

namespace Reconciler.Adapters.TransferPackages;

/// <summary>Reads <see cref="EventFile"/> from where somebody stopped, also when that file has been set aside since.</summary>
public sealed class EventReader(StateDirectory directory)
{
    /// <summary>Lines that are complete, oldest first.</summary>
    /// <param name="from">Null: everything that is kept.</param>
    public EventLines ReadOn(EventPosition? from)
    {
        // The newer one first: set aside between two looks, it is met twice rather than not at all.
        var current = EventText.Open(directory.EventFile);
        var earlier = EventText.Open(directory.EarlierEventFile);
        if (earlier?.Id == current?.Id)
            earlier = null;
        if (from?.File is { } file && file == current?.Id)
            return new([.. current.After(from.Value.Offset)], IsWhole: true);

        var isKnown = from is null || from == EventPosition.Beginning || from.Value.File == earlier?.Id;
        return new([.. earlier?.After(from?.File == earlier?.Id ? from!.Value.Offset : 0) ?? [], .. current?.After(0) ?? []], isKnown);
    }

    private sealed record EventText(string Id, byte[] Bytes)
    {
        /// <summary>Null where there is none, or none with a whole line.</summary>
        internal static EventText? Open(string path)
        {
            try
            {
                using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                var bytes = new byte[file.Length];
                bytes = bytes[..file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
                var first = bytes.AsSpan().IndexOf((byte)'\n');
                return first < 0 ? null : new(Convert.ToHexStringLower(SHA256.HashData(bytes.AsSpan(0, first)))[..16], bytes);
            }
            catch (Exception none) when (none is FileNotFoundException or DirectoryNotFoundException)
            {
                return null;
            }
        }

        internal IEnumerable<EventLine> After(long offset)
        {
            for (var from = (int)Math.Min(offset, Bytes.Length); Array.IndexOf(Bytes, (byte)'\n', from) is var end and >= 0; from = end + 1)
                yield return new(Encoding.UTF8.GetString(Bytes, from, end - from), new(Id, end + 1));
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
