using System.Collections.Immutable;
using System.Text.Json;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Adapters.Git.Mirrors;

/// <summary>What a fetching process is told, as one line of JSON on its standard input: never as arguments, which every user of the machine can read.</summary>
/// <param name="Directory">Of the mirror; absolute.</param>
/// <param name="References">Full names to be mirrored besides branches and tags: <c>refs/pull/12/head</c>.</param>
internal sealed record FetchRequest(string Directory, string Url, ImmutableArray<string> References)
{
    /// <summary>For http(s).</summary>
    internal GitLogin? Login { get; init; }

    internal ReadOnlyMemory<byte> ToLine() => JsonLine.Write(writer =>
    {
        writer.WriteString("directory"u8, Directory);
        writer.WriteString("url"u8, Url);
        writer.WriteStartArray("references"u8);
        foreach (var reference in References)
            writer.WriteStringValue(reference);
        writer.WriteEndArray();
        if (Login is not null)
        {
            writer.WriteString("user"u8, Login.User);
            writer.WriteString("secret"u8, Login.Secret);
        }
    });

    /// <exception cref="JsonException">It is no such line.</exception>
    internal static FetchRequest Read(string line)
    {
        using var json = JsonDocument.Parse(line);
        return new(
            json.RootElement.GetProperty("directory").GetString()!,
            json.RootElement.GetProperty("url").GetString()!,
            [.. json.RootElement.GetProperty("references").EnumerateArray().Select(name => name.GetString()!)])
        {
            Login = json.RootElement.TryGetProperty("user", out var user)
                ? new(user.GetString()!, json.RootElement.GetProperty("secret").GetString()!)
                : null,
        };
    }
}
