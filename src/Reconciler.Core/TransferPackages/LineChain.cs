using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Reconciler.Core.TransferPackages;

/// <summary>
/// What ties each line of a state file to all lines before it: checksum, revision and tamper evidence in one. The first 16 hexadecimal
/// digits of SHA-256(the chain before, in ASCII ‖ the line's bytes up to, not including, <c>,"chain":"</c>). A line is a JSON object
/// whose last field is its chain, and ends with a line feed.
/// </summary>
public readonly record struct LineChain(string Text)
{
    private const int Digits = 16;

    /// <summary>Before the first line of a new file.</summary>
    public static LineChain Start { get; } = new("");

    private static ReadOnlySpan<byte> Field => ",\"chain\":\""u8;

    private static ReadOnlySpan<byte> End => "\"}"u8;

    /// <summary>Completes a line: takes a JSON object, writes it with its chain and a line feed.</summary>
    /// <returns>The chain of that line.</returns>
    public LineChain Seal(ReadOnlySpan<byte> json, IBufferWriter<byte> output)
    {
        var body = json[..^1];
        var chain = After(body);
        output.Write(body);
        output.Write(Field);
        output.Write(Encoding.ASCII.GetBytes(chain.Text));
        output.Write(End);
        output.Write("\n"u8);
        return chain;
    }

    /// <summary>Checks that a line, without its line feed, follows this one.</summary>
    /// <exception cref="FormatException">It was damaged or changed, or a line before it was, or it carries no chain.</exception>
    public LineChain Check(ReadOnlySpan<byte> line)
    {
        var tail = Field.Length + Digits + End.Length;
        if (line.Length < tail || !line[^tail..].StartsWith(Field) || !line.EndsWith(End))
            throw new FormatException("it does not end with a chain; was it cut or edited?");

        var chain = After(line[..^tail]);
        var written = Encoding.ASCII.GetString(line.Slice(line.Length - End.Length - Digits, Digits));
        return chain.Text == written
            ? chain
            : throw new FormatException($"its chain is {written}, but the lines give {chain.Text}: it or one before it was damaged or edited");
    }

    private LineChain After(ReadOnlySpan<byte> body)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha256.AppendData(Encoding.ASCII.GetBytes(Text));
        sha256.AppendData(body);
        sha256.GetHashAndReset(hash);
        return new(Convert.ToHexStringLower(hash[..(Digits / 2)]));
    }

    public override string ToString() => Text;
}
