using Reconciler.Core.Resources;

namespace Reconciler.Core.Servers;

/// <summary>
/// Numbers for server names, so that a set of servers is a row of bits. Append-only; the numbers never leave the process, and whatever
/// is printed is sorted by name. Not safe for writers on several threads.
/// </summary>
public sealed class ServerTable
{
    private readonly List<ServerName> names = [];
    private readonly Dictionary<ServerName, int> numbers = [];

    public ServerTable()
    {
        Empty = new ServerSet(this, 0, []);
    }

    /// <summary>How many numbers have been given out.</summary>
    public int Count => names.Count;

    public ServerSet Empty { get; }

    public ServerName this[int number] => names[number];

    /// <summary>The name's number; a new one when the name is new.</summary>
    public int Number(ServerName name)
    {
        if (numbers.TryGetValue(name, out var number))
            return number;

        number = names.Count;
        names.Add(name);
        numbers.Add(name, number);
        return number;
    }

    public bool TryGetNumber(ServerName name, out int number) => numbers.TryGetValue(name, out number);

    public ServerSet SetOf(params IEnumerable<ServerName> servers) => SetOfNumbers(servers.Select(Number));

    public ServerSet SetOfNumbers(IEnumerable<int> serverNumbers)
    {
        var words = Array.Empty<ulong>();
        foreach (var number in serverNumbers)
        {
            var word = number >> 6;
            if (word >= words.Length)
                Array.Resize(ref words, Math.Max(word + 1, Math.Min(2 * words.Length, (names.Count >> 6) + 1)));
            words[word] |= 1UL << (number & 63);
        }

        return ServerSet.Trimmed(this, 0, words);
    }
}
