using System.Text;
using Reconciler.Core.Resources;

namespace Reconciler.Core.Servers;

/// <summary>
/// Numbers for server names, so that a set of servers is a row of bits. Append-only; the numbers never leave the process, and whatever
/// is printed is sorted by name. Safe on several threads: looking up takes no lock, giving out a number does.
/// </summary>
public sealed class ServerTable
{
    private readonly Lock adding = new();
    private volatile NumberedNames numbered = new(capacity: 64);
    private int[] sorted = [];

    public ServerTable()
    {
        Empty = new ServerSet(this, 0, []);
    }

    /// <summary>How many numbers have been given out.</summary>
    public int Count => numbered.Count;

    public ServerSet Empty { get; }

    public ServerName this[int number] => numbered[number];

    /// <summary>The name's number; a new one when the name is new.</summary>
    public int Number(ServerName name)
    {
        Span<byte> buffer = stackalloc byte[ResourceName.MaxLength];
        var utf8 = Utf8(name, buffer);
        if (numbered.TryGetNumber(utf8, out var number))
            return number;

        lock (adding)
        {
            if (numbered.TryGetNumber(utf8, out number))
                return number;

            if (numbered.IsFull)
                numbered = numbered.Grown();
            return numbered.Add(name, utf8.ToArray());
        }
    }

    public bool TryGetNumber(ServerName name, out int number)
    {
        Span<byte> buffer = stackalloc byte[ResourceName.MaxLength];
        return numbered.TryGetNumber(Utf8(name, buffer), out number);
    }

    /// <summary>Looks a name up by its UTF-8 bytes, without making a string of it.</summary>
    /// <param name="expected">Compared first: lists of servers are sorted, so the next name mostly has the next number.</param>
    public bool TryGetNumber(ReadOnlySpan<byte> utf8Name, int expected, out int number)
    {
        var names = numbered;
        if (names.IsNumberOf(expected, utf8Name))
        {
            number = expected;
            return true;
        }

        return names.TryGetNumber(utf8Name, out number);
    }

    /// <summary>The name's bytes in UTF-8.</summary>
    public ReadOnlySpan<byte> Utf8Name(int number) => numbered.Utf8(number);

    /// <summary>Every number, in the order of the names.</summary>
    public ReadOnlySpan<int> NumbersByName()
    {
        var order = sorted;
        if (order.Length == Count)
            return order;

        var names = numbered;
        order = Enumerable.Range(0, names.Count).ToArray();
        Array.Sort(order, (x, y) => names[x].CompareTo(names[y]));
        return sorted = order;
    }

    public ServerSet SetOf(params IEnumerable<ServerName> servers) => SetOfNumbers(servers.Select(Number));

    public ServerSet SetOfNumbers(IEnumerable<int> serverNumbers)
    {
        var words = Array.Empty<ulong>();
        foreach (var number in serverNumbers)
        {
            var word = number >> 6;
            if (word >= words.Length)
                Array.Resize(ref words, Math.Max(word + 1, Math.Min(2 * words.Length, (Count >> 6) + 1)));
            words[word] |= 1UL << (number & 63);
        }

        return ServerSet.Trimmed(this, 0, words);
    }

    private static ReadOnlySpan<byte> Utf8(ServerName name, Span<byte> buffer) =>
        Encoding.UTF8.TryGetBytes(name.Value, buffer, out var length) ? buffer[..length] : Encoding.UTF8.GetBytes(name.Value);
}
