using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Amazon.S3;
using Amazon.S3.Model;

namespace Reconciler.Adapters.Tests.Servers.S3;

/// <summary>A bucket as clients and other people see it: by objects, with nothing of ours.</summary>
internal sealed partial class BucketOnWire(AmazonS3Client client, string bucket, string prefix = "")
{
    public AmazonS3Client Client => client;

    /// <returns>What the pointer names, and where there is none what others put there: text by file, <c>-> target</c> for a link, <c>/</c> for an empty directory.</returns>
    public SortedDictionary<string, string>? ReadCurrent(string publishAs)
    {
        var found = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var tree = FindCurrent(publishAs);
        foreach (var key in Keys($"{tree ?? publishAs}/"))
        {
            var name = key[(prefix.Length + (tree ?? publishAs).Length + 1)..];
            if (tree is not null || (name != "current.json" && !Versions().IsMatch(name)))
                found[name.TrimEnd('/')] = name.EndsWith('/') ? "/" : Shown(key);
        }

        return found.Count == 0 ? null : found;
    }

    /// <returns>The folder of the tree that the pointer names; null when there is none.</returns>
    public string? FindCurrent(string publishAs)
    {
        if (FindText($"{publishAs}/current.json") is not { } text)
            return null;

        using var document = JsonDocument.Parse(text);
        return !document.RootElement.TryGetProperty("path", out var path) ? null : path.GetString() == "." ? null : $"{publishAs}/{path.GetString()}";
    }

    public void Write(string path, string text) =>
        client.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = prefix + path, ContentBody = text }).GetAwaiter().GetResult();

    public void Delete(string path) => client.DeleteObjectAsync(bucket, prefix + path).GetAwaiter().GetResult();

    public string? FindText(string path)
    {
        try
        {
            using var response = client.GetObjectAsync(bucket, prefix + path).GetAwaiter().GetResult();
            using var reader = new StreamReader(response.ResponseStream, Encoding.UTF8);
            return reader.ReadToEnd();
        }
        catch (AmazonS3Exception e) when (e.ErrorCode == "NoSuchKey")
        {
            return null;
        }
    }

    public string[] Keys(string below)
    {
        var response = client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = bucket, Prefix = prefix + below }).GetAwaiter().GetResult();
        return [.. (response.S3Objects ?? []).Select(found => found.Key)];
    }

    private string Shown(string key)
    {
        var labels = client.GetObjectMetadataAsync(bucket, key).GetAwaiter().GetResult().Metadata;
        return labels["reconciler-link"] is { Length: > 0 } target ? $"-> {target}" : FindText(key[prefix.Length..])!;
    }

    [GeneratedRegex("^[^/]+-[0-9a-f]{12}(-[0-9a-f]{16})?/")]
    private static partial Regex Versions();
}
