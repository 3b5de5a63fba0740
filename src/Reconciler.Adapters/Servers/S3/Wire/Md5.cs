using System.Security.Cryptography;

namespace Reconciler.Adapters.Servers.S3.Wire;

/// <summary>What an S3 knows bytes by on the wire. It tells whether they arrived, and nothing of who sent them.</summary>
internal static class Md5
{
#pragma warning disable CA5351 // Nothing is protected by it; each S3 checks it, and ignores others.
    public static byte[] Of(ReadOnlySpan<byte> bytes) => MD5.HashData(bytes);
#pragma warning restore CA5351

    /// <summary>As <c>Content-MD5</c> has it.</summary>
    public static string Text(byte[] md5) => Convert.ToBase64String(md5);

    /// <summary>As the ETag of an object has it that was sent whole, and that of a part.</summary>
    public static string ETag(byte[] md5) => Convert.ToHexStringLower(md5);
}
