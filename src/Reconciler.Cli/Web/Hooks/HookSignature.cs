using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Reconciler.Cli.Workplaces;

namespace Reconciler.Cli.Web.Hooks;

/// <summary>Whether a request comes from somebody who has the hook's secret. Compared in a time that tells nothing.</summary>
internal static class HookSignature
{
    /// <summary>GitLab's signing tokens begin so, and sign as <see href="https://www.standardwebhooks.com"/> says.</summary>
    private const string SigningToken = "whsec_";

    /// <summary>How far the clock of a signed request may be away.</summary>
    private static readonly TimeSpan tolerance = TimeSpan.FromMinutes(5);

    /// <returns>Null: it is right. Else why not.</returns>
    internal static string? ProblemOf(HookKind kind, IHeaderDictionary headers, ReadOnlySpan<byte> body, string secret, DateTimeOffset now) => kind switch
    {
        HookKind.GitHub => Hex(headers, ["X-Hub-Signature-256"], body, secret),
        HookKind.Gitea => Hex(headers, ["X-Forgejo-Signature", "X-Gitea-Signature", "X-Hub-Signature-256"], body, secret),
        HookKind.Bitbucket => Hex(headers, ["X-Hub-Signature"], body, secret),
        HookKind.GitLab when secret.StartsWith(SigningToken, StringComparison.Ordinal) => Signed(headers, body, secret, now),
        HookKind.GitLab => Token(headers, secret),
        _ => Hex(headers, ["X-Signature"], body, secret),
    };

    /// <summary>HMAC-SHA256 of the body in hexadecimal, with or without <c>sha256=</c>; the first header that is there counts.</summary>
    private static string? Hex(IHeaderDictionary headers, string[] names, ReadOnlySpan<byte> body, string secret)
    {
        if (names.FirstOrDefault(headers.ContainsKey) is not { } name)
            return Missing(names[0]);

        const string Prefix = "sha256=";
        var text = headers[name].ToString();
        var shown = new byte[SHA256.HashSizeInBytes];
        var hex = text.StartsWith(Prefix, StringComparison.Ordinal) ? text.AsSpan(Prefix.Length) : text;
        return hex.Length == 2 * shown.Length
            && Convert.FromHexString(hex, shown, out _, out _) == System.Buffers.OperationStatus.Done
            && CryptographicOperations.FixedTimeEquals(shown, HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body))
            ? null
            : Wrong(name);
    }

    private static string? Token(IHeaderDictionary headers, string secret)
    {
        const string Header = "X-Gitlab-Token";
        if (!headers.ContainsKey(Header))
            return Missing(Header);

        // Of the hashes, so that not even the length is told.
        return CryptographicOperations.FixedTimeEquals(Hash(headers[Header].ToString()), Hash(secret)) ? null : Wrong(Header);
    }

    private static string? Signed(IHeaderDictionary headers, ReadOnlySpan<byte> body, string secret, DateTimeOffset now)
    {
        const string Header = "webhook-signature";
        if (!headers.ContainsKey(Header))
            return Missing(Header);

        var (id, at) = (headers["webhook-id"].ToString(), headers["webhook-timestamp"].ToString());
        if (!long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || Math.Abs(now.ToUnixTimeSeconds() - seconds) > tolerance.TotalSeconds)
            return "it was not signed within the last 5 minutes; look at the clocks";

        var key = new byte[secret.Length];
        if (!Convert.TryFromBase64String(secret[SigningToken.Length..], key, out var length))
            return "the secret is no signing token of GitLab's";

        byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{at}."), .. body];
        var expected = Encoding.ASCII.GetBytes($"v1,{Convert.ToBase64String(HMACSHA256.HashData(key.AsSpan(0, length), signed))}");
        return headers[Header].ToString().Split(' ').Any(one => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(one), expected)) ? null : Wrong(Header);
    }

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    private static string Missing(string header) => $"there is no header {header}; give the hook the same secret there and here";

    private static string Wrong(string header) => $"{header} does not fit the body and the secret; give the hook the same secret there and here";
}
