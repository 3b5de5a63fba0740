using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Reconciler.Cli.Workplaces;

namespace Reconciler.Cli.Web.Hooks;

/// <summary>Finds in what a Git host sends which refs were pushed.</summary>
internal static class PushReader
{
    private static readonly JsonDocumentOptions strict = new() { MaxDepth = 32 };

    /// <returns>Null: it tells of something else than a push.</returns>
    /// <exception cref="FormatException">The body is not what this kind of hook sends.</exception>
    internal static Push? Read(HookKind kind, IHeaderDictionary headers, ReadOnlyMemory<byte> body)
    {
        if (!IsPush(kind, headers))
            return null;

        // A program of one's own may have nothing to say.
        if (kind == HookKind.Generic && body.IsEmpty)
            return Push.OfAnything;

        try
        {
            using var json = JsonDocument.Parse(body, strict);
            return kind == HookKind.Bitbucket ? OfBitbucket(json.RootElement) : OfOthers(json.RootElement, kind);
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            throw new FormatException("the body is not the JSON of such a hook; let the hook send application/json", problem);
        }
    }

    private static bool IsPush(HookKind kind, IHeaderDictionary headers) => kind switch
    {
        HookKind.GitHub => headers["X-GitHub-Event"] == "push",
        HookKind.GitLab => headers["X-Gitlab-Event"].ToString() is "Push Hook" or "Tag Push Hook" or "System Hook",
        HookKind.Gitea => headers["X-Gitea-Event"].ToString() is "push" or "create",
        HookKind.Bitbucket => headers["X-Event-Key"].ToString() is "repo:push" or "repo:refs_changed" or "mirror:repo_synchronized",
        _ => true,
    };

    private static Push OfOthers(JsonElement root, HookKind kind)
    {
        var repository = Member(root, kind == HookKind.GitLab ? "project" : "repository");
        var named = Text(Member(root, "ref"));
        ImmutableArray<string> refs = named is null ? [] : [named.StartsWith("refs/", StringComparison.Ordinal) ? named : Full(named, Text(Member(root, "ref_type")))];
        return new(refs, Text(Member(repository, "default_branch")));
    }

    /// <summary>Gitea's event of a new tag has its short name.</summary>
    private static string Full(string name, string? type) => type == "tag" ? Push.Tag(name) : Push.Branch(name);

    /// <summary>Cloud: <c>push.changes[].new|old {type, name}</c>; Data Center: <c>changes[].ref.id</c>.</summary>
    private static Push OfBitbucket(JsonElement root)
    {
        var push = Member(root, "push");
        var changes = Member(push.ValueKind == JsonValueKind.Object ? push : root, "changes");
        if (changes.ValueKind != JsonValueKind.Array)
            return Push.OfAnything;

        return new([.. changes.EnumerateArray().Select(RefOf).OfType<string>()], null);
    }

    private static string? RefOf(JsonElement change)
    {
        if (Text(Member(Member(change, "ref"), "id")) is { } id)
            return id;

        var side = Member(change, "new") is { ValueKind: JsonValueKind.Object } now ? now : Member(change, "old");
        return Text(Member(side, "name")) is { } name ? Full(name, Text(Member(side, "type"))) : null;
    }

    /// <summary>Undefined where there is none.</summary>
    private static JsonElement Member(JsonElement owner, string name) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out var member) ? member : default;

    private static string? Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
