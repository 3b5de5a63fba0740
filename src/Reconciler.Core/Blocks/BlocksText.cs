using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Reconciler.Core.Content;

namespace Reconciler.Core.Blocks;

/// <summary>
/// The blocks of files as text, format 1, ASCII: a first line <c>reconciler-blocks 1</c>; for each file a line <c>file size sha256</c> and a line
/// <c>size sha256</c> for each of its blocks, whose digest is in base64 without padding; last a line <c>end sha256</c>, of all bytes before it. Sizes are decimal, other
/// digests hexadecimal; each line ends with a line feed.
/// </summary>
public static class BlocksText
{
    private const string FirstLine = "reconciler-blocks 1";
    private const string FileWord = "file";
    private const string EndWord = "end ";
    private const int EndBytes = 4 + (2 * Digest.SizeBytes) + 1;
    private const int Base64Length = 43;

    /// <param name="files">Sorted by their digests in the text; each once.</param>
    public static byte[] Write(IEnumerable<FileBlocks> files)
    {
        var text = new StringBuilder(FirstLine).Append('\n');
        foreach (var file in files.DistinctBy(file => file.Digest).OrderBy(file => file.Digest))
        {
            text.Append(CultureInfo.InvariantCulture, $"{FileWord} {file.SizeBytes} {file.Digest}\n");
            foreach (var (size, digest) in file.Blocks)
                text.Append(CultureInfo.InvariantCulture, $"{size} {Base64(digest)}\n");
        }

        var bytes = Encoding.ASCII.GetBytes(text.ToString());
        return [.. bytes, .. Encoding.ASCII.GetBytes($"{EndWord}{Digest.Of(bytes)}\n")];
    }

    /// <summary>Whoever wrote them is not trusted: blocks that no file of this format can have are refused.</summary>
    /// <exception cref="FormatException">Not in this format, or damaged.</exception>
    public static ImmutableArray<FileBlocks> Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < EndBytes || Encoding.ASCII.GetString(bytes[^EndBytes..]) != $"{EndWord}{Digest.Of(bytes[..^EndBytes])}\n")
            throw new FormatException("it does not end with its digest");

        var lines = Encoding.ASCII.GetString(bytes[..^EndBytes]).Split('\n');
        if (lines[0] != FirstLine || lines[^1].Length != 0)
            throw new FormatException("it is not a list of blocks of format 1");

        var files = ImmutableArray.CreateBuilder<FileBlocks>();
        for (var at = 1; at < lines.Length - 1;)
            files.Add(ReadFile(lines, ref at));

        return files.DrainToImmutable();
    }

    private static FileBlocks ReadFile(string[] lines, ref int at)
    {
        if (lines[at++].Split(' ') is not [FileWord, var sizeText, var digest] || !TryReadSize(sizeText, long.MaxValue, out var size))
            throw Bad(lines[at - 1]);

        var blocks = ImmutableArray.CreateBuilder<Block>();
        for (var left = size; left > 0; left -= blocks[^1].SizeBytes)
            blocks.Add(ReadBlock(lines[at++], left));

        return new(Digest.Parse(digest), blocks.DrainToImmutable());
    }

    /// <param name="leftBytes">Of its file; the line that ends all lines is no block.</param>
    private static Block ReadBlock(string line, long leftBytes)
    {
        Span<byte> digest = stackalloc byte[Digest.SizeBytes + 1];
        return line.Split(' ') is [var sizeText, { Length: Base64Length } text]
            && TryReadSize(sizeText, Math.Min(Block.MostBytes, leftBytes), out var size)
            && (size >= Block.LeastBytes || size == leftBytes)
            && Convert.TryFromBase64String(text + "=", digest, out var count)
            && count == Digest.SizeBytes
                ? new((int)size, new(digest[..count]))
                : throw Bad(line);
    }

    private static bool TryReadSize(string text, long most, out long size) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out size) && size > 0 && size <= most;

    private static string Base64(Digest digest)
    {
        Span<byte> bytes = stackalloc byte[Digest.SizeBytes];
        digest.CopyTo(bytes);
        return Convert.ToBase64String(bytes)[..Base64Length];
    }

    private static FormatException Bad(string line) => new($"'{line}' is not a line of a list of blocks");
}
