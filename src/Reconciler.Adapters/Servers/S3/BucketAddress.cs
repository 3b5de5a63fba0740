using Reconciler.Core.Resources;

namespace Reconciler.Adapters.Servers.S3;

/// <summary>Which bucket, and what of it, an address of the form <c>s3://bucket/prefix</c> means.</summary>
internal static class BucketAddress
{
    private const string Scheme = "s3://";

    /// <returns>The prefix is empty, or ends with a slash.</returns>
    /// <exception cref="FormatException">Not such an address.</exception>
    public static (string Bucket, string Prefix) Of(ServerAddress address)
    {
        if (!address.Path.StartsWith(Scheme, StringComparison.Ordinal))
            throw new FormatException($"'{address}' is not the address of a bucket");

        var rest = address.Path[Scheme.Length..];
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        var prefix = slash < 0 ? "" : Uri.UnescapeDataString(rest[(slash + 1)..]).Trim('/');
        return (slash < 0 ? rest : rest[..slash], prefix.Length == 0 ? "" : $"{prefix}/");
    }
}
