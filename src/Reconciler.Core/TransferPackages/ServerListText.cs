using System.Text.Json;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;

namespace Reconciler.Core.TransferPackages;

/// <summary>A set of servers as an array of names, sorted. Names are looked up as they stand in the line: most of a large state is such lists.</summary>
internal static class ServerListText
{
    public static void WriteServers(this Utf8JsonWriter writer, ReadOnlySpan<byte> field, ServerSet servers)
    {
        writer.WriteStartArray(field);
        foreach (var number in servers.NumbersByName())
            writer.WriteStringValue(servers.Table.Utf8Name(number));
        writer.WriteEndArray();
    }

    public static ServerSet ReadServers(this ref Utf8JsonReader reader, ServerTable table)
    {
        reader.Read();
        reader.Expect(JsonTokenType.StartArray);
        var words = new ulong[(table.Count >> 6) + 1];
        for (var number = -1; TryReadNumber(ref reader, table, ref number);)
        {
            var word = number >> 6;
            if (word >= words.Length)
                Array.Resize(ref words, Math.Max(word + 1, 2 * words.Length));
            words[word] |= 1UL << (number & 63);
        }

        return ServerSet.Trimmed(table, 0, words);
    }

    /// <summary>The numbers in the order in which the names stand there.</summary>
    public static List<int> ReadServerNumbers(this ref Utf8JsonReader reader, ServerTable table)
    {
        reader.Read();
        reader.Expect(JsonTokenType.StartArray);
        var numbers = new List<int>();
        for (var number = -1; TryReadNumber(ref reader, table, ref number);)
            numbers.Add(number);
        return numbers;
    }

    /// <param name="number">Of the name before; then of this one.</param>
    private static bool TryReadNumber(ref Utf8JsonReader reader, ServerTable table, ref int number)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.EndArray)
            return false;

        reader.Expect(JsonTokenType.String);
        if (reader.ValueIsEscaped || !table.TryGetNumber(reader.ValueSpan, expected: number + 1, out number))
            number = NewNumber(reader.GetString()!, table);
        return true;
    }

    private static int NewNumber(string name, ServerTable table) =>
        ResourceName.IsValid(name) ? table.Number(new ServerName(name)) : throw new FormatException($"'{name}' cannot be a server's name");
}
