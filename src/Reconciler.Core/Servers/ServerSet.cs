using System.Collections;
using System.Numerics;
using Reconciler.Core.Resources;

namespace Reconciler.Core.Servers;

/// <summary>
/// An immutable set of servers: bits behind <c>|</c>, <c>&amp;</c> and <c>-</c>, so that ten thousand packages on ten thousand servers
/// are compared word by word. Only the words between the first and the last member are kept, so that one server costs one word.
/// </summary>
public sealed class ServerSet : IEquatable<ServerSet>, IEnumerable<ServerName>
{
    private readonly ServerTable table;
    private readonly int firstWord;
    private readonly ulong[] words;

    internal ServerSet(ServerTable table, int firstWord, ulong[] words)
    {
        this.table = table;
        this.firstWord = firstWord;
        this.words = words;
    }

    public bool IsEmpty => words.Length == 0;

    public int Count
    {
        get
        {
            var count = 0;
            foreach (var word in words)
                count += BitOperations.PopCount(word);
            return count;
        }
    }

    /// <summary>Members in no order that means anything; sort by name before printing, or use <see cref="ByName"/>.</summary>
    public IEnumerable<int> Numbers
    {
        get
        {
            for (var i = 0; i < words.Length; i++)
            {
                for (var rest = words[i]; rest != 0; rest &= rest - 1)
                    yield return ((firstWord + i) << 6) + BitOperations.TrailingZeroCount(rest);
            }
        }
    }

    /// <summary>Members sorted by name.</summary>
    public ServerName[] ByName() => Array.ConvertAll(NumbersByName(), number => table[number]);

    internal ServerTable Table => table;

    /// <summary>Members' numbers, sorted by name.</summary>
    internal int[] NumbersByName()
    {
        if (Count <= table.Count / 16)
        {
            var few = Numbers.ToArray();
            Array.Sort(few, (x, y) => table[x].CompareTo(table[y]));
            return few;
        }

        // Many are picked out of the table's own order, which is sorted once.
        var members = new int[Count];
        var next = 0;
        foreach (var number in table.NumbersByName())
        {
            if (ContainsNumber(number))
                members[next++] = number;
        }

        return members;
    }

    /// <summary>The first member by name.</summary>
    /// <exception cref="InvalidOperationException">The set is empty.</exception>
    public ServerName First
    {
        get
        {
            if (Count <= table.Count / 16)
                return this.Min();

            // One of many stands near the start of the table's own order.
            foreach (var number in table.NumbersByName())
            {
                if (ContainsNumber(number))
                    return table[number];
            }

            throw new InvalidOperationException("An empty set of servers has no first member.");
        }
    }

    public bool Contains(ServerName server) => table.TryGetNumber(server, out var number) && ContainsNumber(number);

    public bool ContainsNumber(int number)
    {
        var word = (number >> 6) - firstWord;
        return (uint)word < (uint)words.Length && (words[word] & (1UL << (number & 63))) != 0;
    }

    /// <summary>Adds one to each member's number in <paramref name="counts"/>.</summary>
    internal void CountInto(int[] counts)
    {
        for (var i = 0; i < words.Length; i++)
        {
            for (var rest = words[i]; rest != 0; rest &= rest - 1)
                counts[((firstWord + i) << 6) + BitOperations.TrailingZeroCount(rest)]++;
        }
    }

    /// <summary>Adds <paramref name="amount"/> to each member's number in <paramref name="sums"/>.</summary>
    internal void AddInto(long[] sums, long amount)
    {
        for (var i = 0; i < words.Length; i++)
        {
            for (var rest = words[i]; rest != 0; rest &= rest - 1)
                sums[((firstWord + i) << 6) + BitOperations.TrailingZeroCount(rest)] += amount;
        }
    }

    /// <summary>The set of just this member; empty when it is none.</summary>
    public ServerSet Only(ServerName server) =>
        table.TryGetNumber(server, out var number) && ContainsNumber(number) ? new(table, number >> 6, [1UL << (number & 63)]) : table.Empty;

    public bool IsSubsetOf(ServerSet other)
    {
        SameTable(this, other);
        for (var i = 0; i < words.Length; i++)
        {
            var at = firstWord + i - other.firstWord;
            var theirs = (uint)at < (uint)other.words.Length ? other.words[at] : 0;
            if ((words[i] & ~theirs) != 0)
                return false;
        }

        return true;
    }

    public bool Overlaps(ServerSet other)
    {
        SameTable(this, other);
        var from = Math.Max(firstWord, other.firstWord);
        var to = Math.Min(firstWord + words.Length, other.firstWord + other.words.Length);
        for (var i = from; i < to; i++)
        {
            if ((words[i - firstWord] & other.words[i - other.firstWord]) != 0)
                return true;
        }

        return false;
    }

    public static ServerSet operator |(ServerSet left, ServerSet right)
    {
        // Sets that are compared are mostly equal: looking first saves most copies.
        if (left.IsSubsetOf(right))
            return right;
        if (right.IsSubsetOf(left))
            return left;

        var from = Math.Min(left.firstWord, right.firstWord);
        var to = Math.Max(left.firstWord + left.words.Length, right.firstWord + right.words.Length);
        var union = new ulong[to - from];
        left.words.CopyTo(union, left.firstWord - from);
        for (var i = 0; i < right.words.Length; i++)
            union[right.firstWord - from + i] |= right.words[i];
        return new(left.table, from, union);
    }

    public static ServerSet operator &(ServerSet left, ServerSet right)
    {
        if (left.IsSubsetOf(right))
            return left;
        if (right.IsSubsetOf(left))
            return right;

        var from = Math.Max(left.firstWord, right.firstWord);
        var to = Math.Min(left.firstWord + left.words.Length, right.firstWord + right.words.Length);
        if (from >= to)
            return left.table.Empty;

        var both = new ulong[to - from];
        for (var i = 0; i < both.Length; i++)
            both[i] = left.words[from - left.firstWord + i] & right.words[from - right.firstWord + i];
        return Trimmed(left.table, from, both);
    }

    public static ServerSet operator -(ServerSet left, ServerSet right)
    {
        if (!left.Overlaps(right))
            return left;
        if (left.IsSubsetOf(right))
            return left.table.Empty;

        var rest = left.words.ToArray();
        var from = Math.Max(left.firstWord, right.firstWord);
        var to = Math.Min(left.firstWord + left.words.Length, right.firstWord + right.words.Length);
        for (var i = from; i < to; i++)
            rest[i - left.firstWord] &= ~right.words[i - right.firstWord];
        return Trimmed(left.table, left.firstWord, rest);
    }

    /// <summary>One bit a number of the table, lowest first: what the index and saved plans write.</summary>
    public byte[] ToBitmap()
    {
        var bitmap = new byte[(table.Count + 7) / 8];
        foreach (var number in Numbers)
            bitmap[number >> 3] |= (byte)(1 << (number & 7));
        return bitmap;
    }

    /// <summary>The words from the first that is not zero on, for a compact binary form; see <see cref="FromWords"/>.</summary>
    public (int FirstWord, ReadOnlyMemory<ulong> Words) ToWords() => (firstWord, words);

    public static ServerSet FromWords(ServerTable table, int firstWord, ulong[] words) => Trimmed(table, firstWord, words);

    internal static ServerSet Trimmed(ServerTable table, int firstWord, ulong[] words)
    {
        var from = 0;
        var to = words.Length;
        while (from < to && words[from] == 0)
            from++;
        while (to > from && words[to - 1] == 0)
            to--;
        return from == to ? table.Empty : new(table, firstWord + from, to - from == words.Length ? words : words[from..to]);
    }

    private static void SameTable(ServerSet left, ServerSet right)
    {
        if (!ReferenceEquals(left.table, right.table))
            throw new InvalidOperationException("Two sets of servers that come from different tables were mixed.");
    }

    public bool Equals(ServerSet? other) =>
        other is not null && ReferenceEquals(table, other.table) && firstWord == other.firstWord && words.AsSpan().SequenceEqual(other.words);

    public override bool Equals(object? obj) => Equals(obj as ServerSet);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(firstWord);
        foreach (var word in words)
            hash.Add(word);
        return hash.ToHashCode();
    }

    public IEnumerator<ServerName> GetEnumerator() => Numbers.Select(number => table[number]).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => string.Join(", ", ByName());
}
