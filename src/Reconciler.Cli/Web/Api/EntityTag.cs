using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Reconciler.Cli.Web.Api;

/// <summary>Stands for what an answer says, whenever it is asked: who has it already need not get it again.</summary>
internal static class EntityTag
{
    /// <summary>Weak, since two answers that differ in nothing but the moment of asking have the same.</summary>
    internal static EntityTagHeaderValue Of(ApiAnswer answer)
    {
        var body = answer.Body.Span;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        if (answer.MadeAt is { } at)
        {
            // Whole seconds in one kind of answer, fractions in the other: both begin alike.
            var moment = Encoding.ASCII.GetBytes(at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture));
            for (var i = body.IndexOf(moment); i >= 0; i = body.IndexOf(moment))
            {
                hash.AppendData(body[..i]);
                body = body[(i + Length(body[i..]))..];
            }
        }

        hash.AppendData(body);
        return new($"\"{Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16))}\"", isWeak: true);
    }

    /// <summary>Whether whoever asks has it.</summary>
    internal static bool IsKnown(HttpRequest request, EntityTagHeaderValue tag) =>
        EntityTagHeaderValue.TryParseList(request.Headers.IfNoneMatch, out var known)
        && known.Any(one => one.Tag == "*" || one.Compare(tag, useStrongComparison: false));

    private static int Length(ReadOnlySpan<byte> text) => text.IndexOf((byte)'"') is var end and >= 0 ? end : text.Length;
}
