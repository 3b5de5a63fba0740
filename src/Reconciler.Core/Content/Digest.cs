using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Reconciler.Core.Content;

/// <summary>A SHA-256: of a file's bytes, of a link's target, or of a canonical manifest. Prints as 64 lowercase hexadecimal characters.</summary>
public readonly record struct Digest : IComparable<Digest>
{
    public const int SizeBytes = 32;

    private static readonly SearchValues<char> lowercaseHex = SearchValues.Create("0123456789abcdef");

    private readonly ulong a, b, c, d;

    public Digest(ReadOnlySpan<byte> sha256)
    {
        if (sha256.Length != SizeBytes)
            throw new ArgumentException($"A SHA-256 has {SizeBytes} bytes, not {sha256.Length}.", nameof(sha256));

        a = BinaryPrimitives.ReadUInt64BigEndian(sha256);
        b = BinaryPrimitives.ReadUInt64BigEndian(sha256[8..]);
        c = BinaryPrimitives.ReadUInt64BigEndian(sha256[16..]);
        d = BinaryPrimitives.ReadUInt64BigEndian(sha256[24..]);
    }

    public static Digest Of(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SizeBytes];
        SHA256.HashData(bytes, hash);
        return new(hash);
    }

    /// <summary>The first twelve characters: the version of a package that declares none.</summary>
    public string Short => ToString()[..12];

    /// <param name="text">64 lowercase hexadecimal characters; anything else is refused.</param>
    public static bool TryParse([NotNullWhen(true)] string? text, out Digest digest)
    {
        digest = default;
        return text is not null && TryParse(text.AsSpan(), out digest);
    }

    /// <inheritdoc cref="TryParse(string, out Digest)"/>
    public static bool TryParse(ReadOnlySpan<char> text, out Digest digest)
    {
        digest = default;
        if (text.Length != 2 * SizeBytes || text.ContainsAnyExcept(lowercaseHex))
            return false;

        Span<byte> bytes = stackalloc byte[SizeBytes];
        Convert.FromHexString(text, bytes, out _, out _);
        digest = new(bytes);
        return true;
    }

    /// <exception cref="FormatException">Not 64 lowercase hexadecimal characters.</exception>
    public static Digest Parse(string text) =>
        Parse(text.AsSpan());

    /// <inheritdoc cref="Parse(string)"/>
    public static Digest Parse(ReadOnlySpan<char> text) =>
        TryParse(text, out var digest) ? digest : throw new FormatException($"'{text}' is not a SHA-256 in lowercase hexadecimal");

    public void CopyTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64BigEndian(destination, a);
        BinaryPrimitives.WriteUInt64BigEndian(destination[8..], b);
        BinaryPrimitives.WriteUInt64BigEndian(destination[16..], c);
        BinaryPrimitives.WriteUInt64BigEndian(destination[24..], d);
    }

    public int CompareTo(Digest other) =>
        a != other.a ? a.CompareTo(other.a) : b != other.b ? b.CompareTo(other.b) : c != other.c ? c.CompareTo(other.c) : d.CompareTo(other.d);

    public static bool operator <(Digest left, Digest right) => left.CompareTo(right) < 0;

    public static bool operator >(Digest left, Digest right) => left.CompareTo(right) > 0;

    public static bool operator <=(Digest left, Digest right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Digest left, Digest right) => left.CompareTo(right) >= 0;

    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[SizeBytes];
        CopyTo(bytes);
        return Convert.ToHexStringLower(bytes);
    }
}
