using System.Text;

namespace Reconciler.Adapters.Linux;

/// <summary>One part of a path as Linux has it: bytes without a slash, which need not be UTF-8.</summary>
internal readonly struct FileName : IEquatable<FileName>
{
    private static readonly UTF8Encoding strict = new(false, throwOnInvalidBytes: true);

    private readonly byte[] terminated;

    private FileName(byte[] terminated) => this.terminated = terminated;

    /// <exception cref="ArgumentException">Empty, a dot or two, with a slash or a NUL, or half of a surrogate pair: it could lead elsewhere.</exception>
    public static implicit operator FileName(string name)
    {
        var bytes = new byte[strict.GetByteCount(name) + 1];
        strict.GetBytes(name, bytes);
        return Checked(bytes);
    }

    /// <exception cref="ArgumentException">Empty, a dot or two, with a slash or a NUL.</exception>
    public static FileName Of(ReadOnlySpan<byte> name)
    {
        var bytes = new byte[name.Length + 1];
        name.CopyTo(bytes);
        return Checked(bytes);
    }

    /// <summary>Ended by a NUL, as system calls want it.</summary>
    public ReadOnlySpan<byte> Terminated => terminated;

    public ReadOnlySpan<byte> Bytes => terminated.AsSpan(0, terminated.Length - 1);

    /// <summary>Null when the bytes are not UTF-8; no package has such a name.</summary>
    public string? Text
    {
        get
        {
            try
            {
                return strict.GetString(Bytes);
            }
            catch (DecoderFallbackException)
            {
                return null;
            }
        }
    }

    public bool Equals(FileName other) => Bytes.SequenceEqual(other.Bytes);

    public override bool Equals(object? obj) => obj is FileName other && Equals(other);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.AddBytes(Bytes);
        return hash.ToHashCode();
    }

    /// <summary>For messages: what is not UTF-8 is shown as U+FFFD.</summary>
    public override string ToString() => Encoding.UTF8.GetString(Bytes);

    private static FileName Checked(byte[] terminated)
    {
        var name = terminated.AsSpan(0, terminated.Length - 1);
        if (name.IsEmpty || name.SequenceEqual("."u8) || name.SequenceEqual(".."u8) || name.IndexOfAny((byte)'/', (byte)0) >= 0)
            throw new ArgumentException($"'{Encoding.UTF8.GetString(name)}' is not the name of a file");

        return new(terminated);
    }
}
