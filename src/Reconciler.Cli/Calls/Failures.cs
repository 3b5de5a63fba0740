using Reconciler.Adapters.Published;
using Reconciler.Cli.Workplaces;
using Reconciler.Engine.Repositories;
using Reconciler.Engine.Servers;
using Reconciler.Engine.TransferPackages;

namespace Reconciler.Cli.Calls;

/// <summary>The one place where a failure becomes a message and an exit code.</summary>
internal static class Failures
{
    internal static async Task<ExitCode> CatchAsync(
        VerbContext context, Func<VerbContext, CancellationToken, Task<ExitCode>> act, CancellationToken cancellationToken)
    {
        try
        {
            return await act(context, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await context.Terminal.Error.WriteLineAsync("Cancelled. What was recorded stands; run it again to go on.");
            return ExitCode.Cancelled;
        }
        catch (Exception failure) when (CodeOf(failure) is { } code)
        {
            await context.Terminal.Error.WriteLineAsync($"{context.Terminal.ErrorStyle.Red("error:")} {Message(failure)}");
            return code;
        }
    }

    private static string Message(Exception failure) => failure switch
    {
        SourceException source => $"{source.Diagnostic.At}: {source.Message}",
        StateLockedException => $"{failure.Message}. Wait for it, or stop it; another state has a lock of its own (--state)",
        _ => failure.Message,
    };

    private static ExitCode? CodeOf(Exception failure) => failure switch
    {
        StateLockedException => ExitCode.Locked,
        UsageException or PublishedException or RepositoryException or StateWriteException or StateUnreadableException or ServerException or SourceException => ExitCode.Error,
        _ => null,
    };
}
