using Microsoft.AspNetCore.Http;
using Reconciler.Cli.Listening;
using Reconciler.Engine.Reconciling;

namespace Reconciler.Cli.Web;

/// <summary>
/// <c>/healthz</c>: the process answers. <c>/readyz</c>: how things stand is known, which a first pass finds out. A repository that cannot be read, or
/// a server that fails, is no reason to start the process anew, and shows in neither.
/// </summary>
internal sealed class LoopHealth : ILoopListener
{
    private volatile bool isReady;

    internal IEnumerable<WebRoute> Routes =>
    [
        new(HttpMethods.Get, "/healthz", Access.Open, context => Answers.WriteLineAsync(context, StatusCodes.Status200OK, "ok")),
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
