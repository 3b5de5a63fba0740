using System.Text;
using System.Text.Json.Nodes;
using Reconciler.Testing.Web;

namespace Reconciler.Cli.Tests.EndToEnd.Pipelines;

/// <summary>The comments of pull request 7, on loopback, in the dialect of a host. It takes one token, and nothing that its documentation does not have.</summary>
internal sealed class CommentsApi : IDisposable
{
    internal const string Token = "glpat-6c1e0b7f-canary";

    private readonly WebServer server = new();
    private readonly Queue<Func<WebAnswer, WebAnswer>> faults = new();

    internal CommentsApi(string host)
    {
        Dialect = CommentDialect.Of(host);
        server.Answer = Answer;
    }

    internal CommentDialect Dialect { get; }

    internal List<PostedComment> Comments { get; } = [];

    /// <summary>Requests that the host's documentation does not have; the script gets a 404 for each.</summary>
    internal List<string> Unknown { get; } = [];

    internal WebRequest[] Requests => server.Requests;

    /// <summary>What the host's runs have in their environment.</summary>
    internal Dictionary<string, string?> Variables => Dialect.Variables(server.Url(""));

    /// <summary>Whether the token may read and not write, as that of a fork.</summary>
    internal bool IsReadOnly { get; set; }

    /// <summary>Happens once, to the next request that would change something: it is carried out, and then the answer is made worse.</summary>
    internal void SpoilNextChange(Func<WebAnswer, WebAnswer> spoil) => faults.Enqueue(spoil);

    /// <summary>Happens before a change is looked at, once.</summary>
    internal Action? BeforeNextChange { get; set; }

    internal PostedComment Post(string author, string text)
    {
        Comments.Add(new(Comments.Count + 100, author, text));
        return Comments[^1];
    }

    public void Dispose() => server.Dispose();

    private WebAnswer Answer(WebRequest request)
    {
        if (request.Headers.GetValueOrDefault(Dialect.TokenHeader) != Dialect.TokenPrefix + Token)
            return Json(401, new JsonObject { ["message"] = "Bad credentials" });

        var path = request.Target.TrimStart('/').Split('?')[0];
        if (path == Dialect.Self.Path)
            return Json(200, Dialect.Self.Answer.DeepClone());
        if (request.Method == "GET" && path == Dialect.List)
            return Json(200, Dialect.Listed(Page(request)));
        return Change(request, path) ?? Refused(request);
    }

    private WebAnswer? Change(WebRequest request, string path)
    {
        BeforeNextChange?.Invoke();
        BeforeNextChange = null;
        if (IsReadOnly)
            return Json(403, new JsonObject { ["message"] = "Resource not accessible by integration" });

        var answer = Changed(request, path);
        return answer is not null && faults.TryDequeue(out var spoil) ? spoil(answer) : answer;
    }

    private WebAnswer? Changed(WebRequest request, string path)
    {
        if (Parameters(request) != Dialect.Query)
            return null;

        if (request.Method == "POST" && path == Dialect.List)
        {
            Post(Dialect.Me, Dialect.MadeText(JsonNode.Parse(request.Body)!));
            return Json(201, new JsonObject());
        }

        if (request.Method != Dialect.EditMethod || Comments.Find(comment => Dialect.PathOf(comment.Id) == path) is not { } edited)
            return null;
        if (edited.Author != Dialect.Me)
            return Json(403, new JsonObject { ["message"] = "not yours" });

        edited.Text = Dialect.EditedText(JsonNode.Parse(request.Body)!);
        edited.Edits++;
        return Json(200, new JsonObject());
    }

    private IEnumerable<PostedComment> Page(WebRequest request)
    {
        if (Dialect.PageSize is not { } size)
            return Comments;

        var parameters = Parameters(request).Split('&').Select(pair => pair.Split('=')).ToDictionary(pair => pair[0], pair => int.Parse(pair[1]));
        return Comments.Skip((parameters["page"] - 1) * parameters[size]).Take(parameters[size]);
    }

    private WebAnswer Refused(WebRequest request)
    {
        Unknown.Add($"{request.Method} {request.Target}");
        return Json(404, new JsonObject { ["message"] = "Not Found" });
    }

    private static string Parameters(WebRequest request) => request.Target.Split('?') is [_, var query] ? query : "";

    private static WebAnswer Json(int status, JsonNode body) => new(status, Encoding.UTF8.GetBytes(body.ToJsonString()));
}
