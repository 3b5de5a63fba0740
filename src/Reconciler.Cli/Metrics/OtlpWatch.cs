using Reconciler.Cli.Terminals;

namespace Reconciler.Cli.Metrics;

/// <summary>Sees whether the receiver takes what is sent, and says so when that changes; nobody else would.</summary>
internal sealed class OtlpWatch(Terminal terminal) : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false })
{
    private bool hasFailed;

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            var answer = base.Send(request, cancellationToken);
            Tell(request.RequestUri!, answer.IsSuccessStatusCode ? null : $"it answers {(int)answer.StatusCode} {answer.ReasonPhrase}");
            return answer;
        }
        catch (Exception failure)
        {
            Tell(request.RequestUri!, failure is OperationCanceledException ? "it does not answer" : failure.Message.TrimEnd('.'));
            throw;
        }
    }

    private void Tell(Uri receiver, string? problem)
    {
        if ((problem is not null) == hasFailed)
            return;

        hasFailed = problem is not null;
        terminal.Error.WriteLine(hasFailed
            ? $"{terminal.ErrorStyle.Yellow("warning:")} metrics cannot be sent to {receiver.GetLeftPart(UriPartial.Path)}: {problem}; copying goes on without them"
            : $"metrics are sent to {receiver.GetLeftPart(UriPartial.Path)} again");
    }
}
