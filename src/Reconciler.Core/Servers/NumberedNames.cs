using System.Buffers.Binary;
using Reconciler.Core.Resources;

namespace Reconciler.Core.Servers;

/// <summary>
/// Names by number and numbers by the names' UTF-8 bytes, of a fixed capacity. One thread adds while others look up: a name is stored
/// before the slot that leads to it, so that a reader finds either nothing or the whole of it. What it buys: a hundred million names of
/// a large state are looked up as they stand in the file, on every core, without a string or a lock.
/// </summary>
internal sealed class NumberedNames(int capacity)
{
    private readonly ServerName[] names = new ServerName[capacity];
    private readonly byte[][] utf8 = new byte[capacity][];

    // Number + 1; 0 is free. A power of two, at least half of it free.
    private readonly int[] slots = new int[2 * capacity];
    private int count;

    public int Count => Volatile.Read(ref count);

    public bool IsFull => count == names.Length;

    public ServerName this[int number] =>
        (uint)number < (uint)Count ? names[number] : throw new ArgumentOutOfRangeException(nameof(number), number, "no server has this number");

    public ReadOnlySpan<byte> Utf8(int number) => utf8[number];

    public bool IsNumberOf(int number, ReadOnlySpan<byte> name) => (uint)number < (uint)Count && name.SequenceEqual(utf8[number]);

    public bool TryGetNumber(ReadOnlySpan<byte> name, out int number)
    {
        for (var slot = FirstSlot(name); ; slot = (slot + 1) & (slots.Length - 1))
        {
            number = Volatile.Read(ref slots[slot]) - 1;
            if (number < 0)
                return false;
            if (name.SequenceEqual(utf8[number]))
                return true;
        }
    }

    /// <summary>The name must be new, and there must be room.</summary>
    public int Add(ServerName name, byte[] bytes)
    {
        var number = count;
        names[number] = name;
        utf8[number] = bytes;
        Volatile.Write(ref count, number + 1);

        var slot = FirstSlot(bytes);
        while (slots[slot] != 0)
            slot = (slot + 1) & (slots.Length - 1);
        Volatile.Write(ref slots[slot], number + 1);
        return number;
    }

    public NumberedNames Grown()
    {
        var larger = new NumberedNames(2 * names.Length);
        for (var number = 0; number < count; number++)
            larger.Add(names[number], utf8[number]);
        return larger;
    }

    private int FirstSlot(ReadOnlySpan<byte> name)
    {
        const ulong Multiplier = 0x9E3779B97F4A7C15;
        var hash = (ulong)name.Length;
        for (; name.Length >= sizeof(ulong); name = name[sizeof(ulong)..])
            hash = Mixed((hash ^ BinaryPrimitives.ReadUInt64LittleEndian(name)) * Multiplier);

        var tail = 0UL;
        foreach (var letter in name)
            tail = (tail << 8) | letter;
        return (int)(Mixed((hash ^ tail) * Multiplier) & (ulong)(slots.Length - 1));

        static ulong Mixed(ulong value) => value ^ (value >> 32);
    }
}
