using Microsoft.AspNetCore.Http;
using Reconciler.Cli.Listening;
using Reconciler.Engine.Reconciling;

namespace Reconciler.Cli.Web;

/// <summary>
/// <c>/healthz</c>: the process answers, and its loop shows signs of life. <c>/readyz</c>: how things stand is known, which a first pass finds out. A repository that cannot be read, or
/// a server that fails, is no reason to start the process anew, and shows in neither.
/// </summary>
internal sealed class LoopHealth(LoopPulse pulse) : ILoopListener
{
    private volatile bool isReady;

    internal IEnumerable<WebRoute> Routes =>
    [
        new(HttpMethods.Get, "/healthz", Access.Open, context => pulse.IsAlive
            ? Answers.WriteLineAsync(context, StatusCodes.Status200OK, "ok")
            : Answers.WriteLineAsync(context, StatusCodes.Status503ServiceUnavailable, "the loop shows no sign of life")),
        new(HttpMethods.Get, "/readyz", Access.Open, context => isReady
            ? Answers.WriteLineAsync(context, StatusCodes.Status200OK, "ok")
            : Answers.WriteLineAsync(context, StatusCodes.Status503ServiceUnavailable, "the first pass is not over yet")),
    ];

    public Task TellAsync(LoopEvent what)
    {
        isReady |= what is LoopEvent.Passed;
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        isReady = false;
        return ValueTask.CompletedTask;
    }
}
