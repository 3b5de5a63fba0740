using System.Text.Json.Nodes;

namespace Reconciler.Cli.Tests.EndToEnd.Pipelines;

/// <summary>How a host speaks of comments: written after its documentation, apart from the script that is tested.</summary>
internal abstract record CommentDialect(string Name)
{
    internal static CommentDialect Of(string name) => name switch
    {
        "github" => new GitHub(),
        "gitlab" => new GitLab(),
        "azure-devops" => new AzureDevOps(),
        _ => new Bitbucket(),
    };

    /// <summary>Who the token is.</summary>
    internal abstract string Me { get; }

    /// <summary>Path of the list of comments of pull request 7, without a slash at its beginning.</summary>
    internal abstract string List { get; }

    /// <summary>Who asks for this learns who the token is.</summary>
    internal abstract (string Path, JsonNode Answer) Self { get; }

    internal virtual string EditMethod => "PUT";

    internal virtual string TokenHeader => "Authorization";

    internal virtual string TokenPrefix => "Bearer ";

    /// <summary>The parameter of the size of a page; null: the list is one.</summary>
    internal virtual string? PageSize => "per_page";

    /// <summary>What every request has behind its path.</summary>
    internal virtual string Query => "";

    internal abstract JsonNode Listed(IEnumerable<PostedComment> page);

    internal abstract string MadeText(JsonNode body);

    internal virtual string EditedText(JsonNode body) => MadeText(body);

    /// <summary>Of one comment.</summary>
    internal virtual string PathOf(int id) => $"{List}/{id}";

    /// <summary>What the host's runs have in their environment.</summary>
    internal abstract Dictionary<string, string?> Variables(Uri api);

    private sealed record GitHub() : CommentDialect("github")
    {
        internal override string Me => "github-actions[bot]";

        internal override string List => "repos/acme/estate/issues/7/comments";

        internal override (string, JsonNode) Self => ("graphql", new JsonObject { ["data"] = new JsonObject { ["viewer"] = new JsonObject { ["login"] = Me } } });

        internal override string EditMethod => "PATCH";

        internal override string PathOf(int id) => $"repos/acme/estate/issues/comments/{id}";

        internal override JsonNode Listed(IEnumerable<PostedComment> page) => new JsonArray([.. page.Select(comment =>
            new JsonObject { ["id"] = comment.Id, ["user"] = new JsonObject { ["login"] = comment.Author, ["type"] = "Bot" }, ["body"] = comment.Text })]);

        internal override string MadeText(JsonNode body) => body["body"]!.GetValue<string>();

        internal override Dictionary<string, string?> Variables(Uri api) => new()
        {
            ["GITHUB_API_URL"] = Address(api),
            ["GITHUB_GRAPHQL_URL"] = $"{Address(api)}/graphql",
            ["GITHUB_REPOSITORY"] = "acme/estate",
            ["PULL_REQUEST"] = "7",
        };
    }

    private sealed record GitLab() : CommentDialect("gitlab")
    {
        internal override string Me => "42";

        internal override string List => "api/v4/projects/5/merge_requests/7/notes";

        internal override (string, JsonNode) Self => ("api/v4/user", new JsonObject { ["id"] = 42, ["username"] = "project_5_bot" });

        internal override string TokenHeader => "PRIVATE-TOKEN";

        internal override string TokenPrefix => "";

        internal override JsonNode Listed(IEnumerable<PostedComment> page) => new JsonArray([.. page.Select(comment =>
            new JsonObject { ["id"] = comment.Id, ["system"] = false, ["author"] = new JsonObject { ["id"] = int.Parse(comment.Author) }, ["body"] = comment.Text })]);

        internal override string MadeText(JsonNode body) => body["body"]!.GetValue<string>();

        internal override Dictionary<string, string?> Variables(Uri api) => new()
        {
            ["CI_API_V4_URL"] = $"{Address(api)}/api/v4",
            ["CI_MERGE_REQUEST_PROJECT_ID"] = "5",
            ["CI_MERGE_REQUEST_IID"] = "7",
        };
    }

    private sealed record AzureDevOps() : CommentDialect("azure-devops")
    {
        internal override string Me => "d6245f20";

        internal override string List => "acme/team/_apis/git/repositories/estate/pullRequests/7/threads";

        internal override (string, JsonNode) Self => ("acme/_apis/connectionData", new JsonObject { ["authenticatedUser"] = new JsonObject { ["id"] = Me } });

        internal override string EditMethod => "PATCH";

        internal override string? PageSize => null;

        internal override string Query => "api-version=7.1";

        internal override string PathOf(int id) => $"{List}/{id}/comments/1";

        internal override JsonNode Listed(IEnumerable<PostedComment> page) => new JsonObject { ["value"] = new JsonArray([.. page.Select(Thread)]) };

        private static JsonNode Thread(PostedComment comment) => new JsonObject
        {
            ["id"] = comment.Id,
            ["isDeleted"] = false,
            ["comments"] = new JsonArray(new JsonObject { ["id"] = 1, ["author"] = new JsonObject { ["id"] = comment.Author }, ["content"] = comment.Text }),
        };

        internal override string MadeText(JsonNode body) => EditedText(body["comments"]!.AsArray().Single()!);

        internal override string EditedText(JsonNode body) => body["content"]!.GetValue<string>();

        internal override Dictionary<string, string?> Variables(Uri api) => new()
        {
            ["SYSTEM_COLLECTIONURI"] = $"{Address(api)}/acme/",
            ["SYSTEM_TEAMPROJECTID"] = "team",
            ["BUILD_REPOSITORY_ID"] = "estate",
            ["SYSTEM_PULLREQUEST_PULLREQUESTID"] = "7",
        };
    }

    private sealed record Bitbucket() : CommentDialect("bitbucket")
    {
        internal override string Me => "{d301aafa}";

        internal override string List => "2.0/repositories/acme/estate/pullrequests/7/comments";

        internal override (string, JsonNode) Self => ("2.0/user", new JsonObject { ["uuid"] = Me });

        internal override string? PageSize => "pagelen";

        internal override JsonNode Listed(IEnumerable<PostedComment> page) => new JsonObject
        {
            ["values"] = new JsonArray([.. page.Select(comment => new JsonObject
            {
                ["id"] = comment.Id,
                ["deleted"] = false,
                ["user"] = new JsonObject { ["uuid"] = comment.Author, ["type"] = "user" },
                ["content"] = new JsonObject { ["raw"] = comment.Text },
            })]),
        };

        internal override string MadeText(JsonNode body) => body["content"]!["raw"]!.GetValue<string>();

        internal override Dictionary<string, string?> Variables(Uri api) => new()
        {
            ["BITBUCKET_API_URL"] = $"{Address(api)}/2.0",
            ["BITBUCKET_WORKSPACE"] = "acme",
            ["BITBUCKET_REPO_SLUG"] = "estate",
            ["BITBUCKET_PR_ID"] = "7",
        };
    }

    private static string Address(Uri api) => api.ToString().TrimEnd('/');
}
