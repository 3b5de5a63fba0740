using System.Collections.Immutable;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Reconciler.Cli.Terminals;
using Reconciler.Cli.Workplaces;

namespace Reconciler.Cli.Web.Hooks;

/// <summary>
/// <c>/hooks/NAME</c>: a Git host says that something was pushed. Who cannot show the secret costs little and changes nothing; who can makes the loop
/// look a little earlier than it would have looked, and no more.
/// </summary>
/// <param name="revision">That is followed; null: the default branch.</param>
internal sealed class HookRoutes(ImmutableArray<HookSettings> hooks, string? revision, Nudging nudging, Surroundings surroundings) : IDisposable
{
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan complaintPause = TimeSpan.FromMinutes(1);

    /// <summary>Bodies at once, so many bytes of memory as that makes.</summary>
    private readonly ConcurrencyLimiter bodies = new(new() { PermitLimit = 4, QueueLimit = 16 });

    private readonly TokenBucketRateLimiter rate = new(new() { TokenLimit = 60, TokensPerPeriod = 10, ReplenishmentPeriod = TimeSpan.FromSeconds(1) });

    private DateTimeOffset nextComplaint;

    internal IEnumerable<WebRoute> Routes => hooks.Select(hook => new WebRoute(HttpMethods.Post, $"/hooks/{hook.Name}", Access.Open, context => AnswerAsync(context, hook)));

    public void Dispose()
    {
        bodies.Dispose();
        rate.Dispose();
    }

    private async Task AnswerAsync(HttpContext context, HookSettings hook)
    {
        using var one = rate.AttemptAcquire();
        using var place = one.IsAcquired ? await bodies.AcquireAsync(1, context.RequestAborted) : one;
        if (!place.IsAcquired)
            await RefuseAsync(context);
        else if (await BodyAsync(context) is { } body)
            await AnswerAsync(context, hook, body);
        else
            await Answers.WriteProblemAsync(context, StatusCodes.Status408RequestTimeout, "the body did not come within 10 seconds");
    }

    private async Task AnswerAsync(HttpContext context, HookSettings hook, ReadOnlyMemory<byte> body)
    {
        try
        {
            if (HookSignature.ProblemOf(hook.Kind, context.Request.Headers, body.Span, hook.Secret.Read(surroundings), surroundings.Time.GetUtcNow()) is { } problem)
            {
                await ComplainAsync(hook, problem);
                await Answers.WriteProblemAsync(context, StatusCodes.Status401Unauthorized, problem);
            }
            else
            {
                await AnswerAsync(context, PushReader.Read(hook.Kind, context.Request.Headers, body));
            }
        }
        catch (FormatException malformed)
        {
            await ComplainAsync(hook, malformed.Message);
            await Answers.WriteProblemAsync(context, StatusCodes.Status400BadRequest, malformed.Message);
        }
        catch (UsageException noSecret)
        {
            await ComplainAsync(hook, noSecret.Message);
            await Answers.WriteProblemAsync(context, StatusCodes.Status503ServiceUnavailable, "the secret of this hook cannot be read here; what run prints says why");
        }
    }

    private Task AnswerAsync(HttpContext context, Push? push)
    {
        if (push is null)
            return Answers.WriteLineAsync(context, StatusCodes.Status200OK, "the signature is right, and this is no push: nothing to do");
        if (!push.Concerns(revision))
            return Answers.WriteLineAsync(context, StatusCodes.Status200OK, $"{revision ?? "the default branch"} is followed, and was not pushed: nothing to do");

        nudging.Ask();
        return Answers.WriteLineAsync(context, StatusCodes.Status202Accepted, "looking at the repository");
    }

    private static Task RefuseAsync(HttpContext context)
    {
        context.Response.Headers.RetryAfter = "5";
        return Answers.WriteProblemAsync(context, StatusCodes.Status429TooManyRequests, "too many hooks at once; the next look at the repository comes by itself");
    }

    /// <returns>Null: it took too long.</returns>
    /// <exception cref="BadHttpRequestException">It is too large.</exception>
    private async Task<ReadOnlyMemory<byte>?> BodyAsync(HttpContext context)
    {
        using var deadline = new CancellationTokenSource(patience, surroundings.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, context.RequestAborted);
        using var body = new MemoryStream();
        try
        {
            await context.Request.Body.CopyToAsync(body, either.Token);
            return body.GetBuffer().AsMemory(0, (int)body.Length);
        }
        catch (OperationCanceledException) when (deadline.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>Whoever sets a hook up looks here; whoever floods it fills no journal.</summary>
    private async Task ComplainAsync(HookSettings hook, string problem)
    {
        var now = surroundings.Time.GetUtcNow();
        if (now < nextComplaint)
            return;

        nextComplaint = now + complaintPause;
        await surroundings.Terminal.Error.WriteLineAsync($"{surroundings.Terminal.ErrorStyle.Yellow("warning:")} /hooks/{hook.Name}: {problem}");
    }
}
