using System.Collections.Immutable;
using System.Text.Json;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Adapters.Git.Mirrors;

/// <summary>What a process that fetches or pushes is told, as one line of JSON on its standard input: never as arguments, which every user of the machine can read.</summary>
/// <param name="Directory">Of the mirror; absolute.</param>
/// <param name="References">Full names to be mirrored besides branches and tags: <c>refs/pull/12/head</c>.</param>
internal sealed record FetchRequest(string Directory, string Url, ImmutableArray<string> References)
{
    /// <summary>For http(s).</summary>
    internal GitLogin? Login { get; init; }

    /// <summary>What is brought there; null: something is fetched from there.</summary>
    internal PushOrder? Push { get; init; }

    /// <summary>Nothing but <see cref="References"/> is mirrored.</summary>
    internal bool IsPartial { get; init; }

    /// <summary>Full name of a branch that is not mirrored; null: all are.</summary>
    internal string? Except { get; init; }

    internal ReadOnlyMemory<byte> ToLine() => JsonLine.Write(writer =>
    {
        writer.WriteString("directory"u8, Directory);
        writer.WriteString("url"u8, Url);
        writer.WriteStartArray("references"u8);
        foreach (var reference in References)
            writer.WriteStringValue(reference);
        writer.WriteEndArray();
        if (IsPartial)
            writer.WriteBoolean("partial"u8, true);
        writer.WriteOptional("except"u8, Except);
        if (Push is not null)
        {
            writer.WriteString("branch"u8, Push.Branch);
            writer.WriteString("estate"u8, Push.Estate.Value);
            writer.WriteBoolean("here"u8, Push.IsHere);
        }

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
            Except = json.RootElement.TryGetProperty("except", out var except) ? except.GetString() : null,
            IsPartial = json.RootElement.TryGetProperty("partial", out _),
            Push = json.RootElement.TryGetProperty("branch", out var branch) ? new(branch.GetString()!, new(json.RootElement.GetProperty("estate").GetString()!), json.RootElement.GetProperty("here").GetBoolean()) : null,
            Login = json.RootElement.TryGetProperty("user", out var user)
                ? new(user.GetString()!, json.RootElement.GetProperty("secret").GetString()!)
                : null,
        };
    }
}
