using Microsoft.AspNetCore.Http;
using Reconciler.Core.Planning;
using Reconciler.Engine.TransferPackages;

namespace Reconciler.Cli.Web.Api;

/// <summary>What may be asked to be done: the verbs that <c>run</c> carries out for others, without anything that is spelt <c>--dangerous-…</c>.</summary>
internal sealed class WriteAnswers(RequestQueue queue)
{
    private static readonly (string Field, string Option)[] scope = [("packages", "package"), ("servers", "server"), ("groups", "group"), ("sites", "site")];

    internal IEnumerable<ApiRoute> Routes =>
    [
        Of("/sync", "Copy what is missing or wrong, now", "SyncRequest", SyncAsync),
        Of("/refresh", "Have a package's copies read back and repaired, or its source read again", "RefreshRequest", RefreshAsync),
        Of("/servers/{name}/suspend", "Leave a server alone for a while", "SuspendRequest", SuspendAsync),
        Of("/servers/{name}/resume", "End that", "ResumeRequest", ResumeAsync),
        Of("/approvals", "Let the removals of a plan go that a guard held", "ApprovalRequest", ApproveAsync),
    ];

    private ApiRoute Of(string path, string summary, string body, Func<ApiCall, Task<string[]>> arguments) =>
        new(HttpMethods.Post, path, summary, async call => await queue.PutAsync(call, await arguments(call)))
        {
            Body = body,
            Schema = "Request",
            Successes = [StatusCodes.Status200OK, StatusCodes.Status202Accepted],
            Parameters = [RequestQueue.IdempotencyKey, RequestAnswers.Prefer],
        };

    private static async Task<string[]> SyncAsync(ApiCall call)
    {
        var body = await RequestBody.ReadAsync(call, [.. scope.Select(one => one.Field), "strict"]);
        return ["sync", .. Scoped(body, scope), .. body.Flag("strict") ? ["--strict"] : Array.Empty<string>()];
    }

    private static async Task<string[]> RefreshAsync(ApiCall call)
    {
        var body = await RequestBody.ReadAsync(call, ["package", .. scope[1..].Select(one => one.Field), "source", "reason"]);
        return
        [
            "refresh",
            RequestQueue.Name("package", body.RequiredText("package")),
            .. Scoped(body, scope[1..]),
            .. body.Flag("source") ? ["--source"] : Array.Empty<string>(),
            .. Option(body, "reason"),
        ];
    }

    private static async Task<string[]> SuspendAsync(ApiCall call)
    {
        var body = await RequestBody.ReadAsync(call, "reason", "until");
        return ["suspend", call.Name("server"), $"--reason={body.RequiredText("reason")}", .. Option(body, "until")];
    }

    private static async Task<string[]> ResumeAsync(ApiCall call)
    {
        await RequestBody.ReadAsync(call);
        return ["resume", call.Name("server")];
    }

    private static async Task<string[]> ApproveAsync(ApiCall call)
    {
        var body = await RequestBody.ReadAsync(call, "plan", "reason", "expires");
        var hash = body.RequiredText("plan");
        return hash.Length >= SavedPlanName.MinPrefix && hash.Length <= 64 && hash.All(char.IsAsciiHexDigit)
            ? ["approve", hash, .. Option(body, "reason"), .. Option(body, "expires")]
            : throw RequestBody.Bad($"plan must be the hash of a kept plan: {SavedPlanName.MinPrefix} to 64 of its hexadecimal digits");
    }

    /// <summary>As one word each, so that nothing that somebody sends is taken for an option.</summary>
    private static IEnumerable<string> Scoped(RequestBody body, IEnumerable<(string Field, string Option)> known) =>
        from one in known
        from pattern in body.Texts(one.Field)
        select Scope.ProblemOf(pattern) is { } problem
            ? throw RequestBody.Bad($"{one.Field} has '{pattern}', which is neither a name nor a pattern: {problem}")
            : $"--{one.Option}={pattern}";

    private static string[] Option(RequestBody body, string name) => body.Text(name) is { } text ? [$"--{name}={text}"] : [];
}
