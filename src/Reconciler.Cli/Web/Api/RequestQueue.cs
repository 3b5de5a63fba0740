using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Reconciler.Adapters.Requests;
using Reconciler.Core.Resources;
using Reconciler.Engine.TransferPackages;

namespace Reconciler.Cli.Web.Api;

/// <summary>Puts what somebody asks where the verbs put it, <c>requests/</c>; the loop does it when its turn comes.</summary>
/// <param name="repository">As messages call it.</param>
internal sealed class RequestQueue(RequestFiles files, RequestAnswers answers, string repository, TimeProvider time) : IDisposable
{
    private const int MostWaiting = 100;

    private const int LongestKey = 200;

    private const int Width = 100;

    /// <summary>Two that come at once with one key must not both find nothing.</summary>
    private readonly SemaphoreSlim turn = new(1);

    internal static ApiParameter IdempotencyKey { get; } = new("Idempotency-Key", "Sent again with the same key, as after a cut, it is the same request and is done once; any text, such as a UUID") { IsHeader = true };

    /// <exception cref="ApiProblem">Nothing was asked.</exception>
    internal async Task<ApiAnswer> PutAsync(ApiCall call, string[] arguments)
    {
        var id = await PutOnceAsync(call, arguments);
        var answer = await answers.WaitAsync(id, call);
        return files.StageOf(id) == RequestStage.Done ? answer : answer with { Status = StatusCodes.Status202Accepted };
    }

    /// <exception cref="ApiProblem">It cannot be a name.</exception>
    internal static string Name(string field, string text) =>
        ResourceName.IsValid(text) ? text : throw RequestBody.Bad($"{field} must be a name: letters, digits, dots, hyphens and underscores, the first a letter or digit");

    public void Dispose() => turn.Dispose();

    private async Task<string> PutOnceAsync(ApiCall call, string[] arguments)
    {
        await turn.WaitAsync(call.Aborted);
        try
        {
            var actor = Asker.Of(call.Context).Actor;
            var key = Key(call.Context.Request) is { } given ? Hash($"{actor}\n{given}") : Guid.NewGuid().ToString("n")[..16];
            var what = Hash(string.Join('\n', arguments));
            if (files.FindId($"-{key}") is { } earlier)
            {
                return earlier.EndsWith(what, StringComparison.Ordinal)
                    ? earlier
                    : throw new ApiProblem(StatusCodes.Status422UnprocessableEntity, "this Idempotency-Key was used for something else; take a new one for each thing that you want");
            }

            if (files.CountWaiting() >= MostWaiting)
                throw new ApiProblem(StatusCodes.Status429TooManyRequests, $"{MostWaiting} requests wait already; ask again when some of them are done") { RetryAfter = TimeSpan.FromSeconds(5) };

            var id = RequestFiles.NewId(time.GetUtcNow())[..^32] + key + what;
            files.Put(new(id, actor, [.. arguments], new(repository, null, null, null), new(false, false, false, Width), ImmutableDictionary<string, ReadOnlyMemory<byte>>.Empty));
            return id;
        }
        catch (StateWriteException refused)
        {
            throw new ApiProblem(StatusCodes.Status503ServiceUnavailable, $"nothing was asked: {refused.Message}");
        }
        finally
        {
            turn.Release();
        }
    }

    private static string? Key(HttpRequest request)
    {
        var key = request.Headers["Idempotency-Key"].ToString();
        return key.Length == 0 ? null
            : key.Length <= LongestKey ? key
            : throw RequestBody.Bad($"the Idempotency-Key is longer than {LongestKey} characters");
    }

    /// <summary>16 hexadecimal digits.</summary>
    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
}
