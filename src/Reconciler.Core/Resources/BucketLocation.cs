using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.RegularExpressions;
using Reconciler.Core.Content;

namespace Reconciler.Core.Resources;

/// <summary>Which bucket, and what of it, an address of the form <c>s3://bucket/prefix</c> means. Where the bucket is, the operator's settings say.</summary>
/// <param name="Prefix">Without slashes at its ends, and without percent signs for other characters; empty: the whole bucket.</param>
public sealed partial record BucketLocation(string Bucket, string Prefix)
{
    public const string Scheme = "s3";

    /// <summary>Keys have 1024 bytes at most, and a package's paths must fit behind it.</summary>
    public const int MostPrefixBytes = 512;

    /// <summary>As it is kept and shown: the same however the scheme was written.</summary>
    public ServerAddress Address => new(AddressKind.Bucket, $"{Scheme}://{Bucket}{(Prefix.Length == 0 ? "" : $"/{Written(Prefix)}")}");

    /// <exception cref="FormatException">Not such an address.</exception>
    public static BucketLocation Of(ServerAddress address) =>
        address.Kind == AddressKind.Bucket && TryParse(address.Path, out var location, out _) ? location : throw new FormatException($"'{address}' is not the address of a bucket");

    /// <param name="problem">The end of a sentence.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out BucketLocation? location, [NotNullWhen(false)] out string? problem)
    {
        location = null;
        var match = Form().Match(text);
        problem = match.Success ? ProblemOf(match) : ProblemOfForm(text);
        if (problem is not null)
            return false;

        location = new(match.Groups["bucket"].Value, PrefixOf(match));
        return true;
    }

    private static string ProblemOfForm(string text) => text.Contains('@', StringComparison.Ordinal)
        ? "keys do not belong into Git; leave them out, and name them with 'credentials'"
        : "write 's3://bucket/prefix'; a bucket's name has 3 to 63 lowercase letters, digits, '.' and '-'";

    private static string? ProblemOf(Match match)
    {
        var bucket = match.Groups["bucket"].Value;
        if (bucket.Contains("..", StringComparison.Ordinal) || bucket.All(c => char.IsAsciiDigit(c) || c == '.'))
            return $"'{bucket}' is not a bucket's name";

        var prefix = PrefixOf(match);
        if (prefix.Length == 0)
            return null;

        if (prefix.Any(char.IsControl))
            return "it contains a control character";

        if (prefix.Split('/').FirstOrDefault(part => part is "" or "." or "..") is { } wrong)
            return wrong.Length == 0 ? "it has an empty part" : $"it has a part '{wrong}'";

        return !EntryPath.IsSafe(prefix) ? "its prefix is not valid Unicode"
            : Encoding.UTF8.GetByteCount(prefix) > MostPrefixBytes ? $"its prefix is longer than {MostPrefixBytes} bytes"
            : null;
    }

    private static string PrefixOf(Match match) => Uri.UnescapeDataString(match.Groups["prefix"].Value).TrimEnd('/');

    private static string Written(string prefix) =>
        prefix.Replace("%", "%25", StringComparison.Ordinal).Replace("?", "%3F", StringComparison.Ordinal).Replace("#", "%23", StringComparison.Ordinal).Replace("\\", "%5C", StringComparison.Ordinal);

    [GeneratedRegex(@"^[Ss]3://(?<bucket>[a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:/(?<prefix>[^?#\\]*))?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
