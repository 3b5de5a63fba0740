using System.Runtime.InteropServices;
using System.Text;
using Reconciler.Adapters.Git;
using Reconciler.Adapters.Git.Mirrors;
using Reconciler.Cli.Terminals;
using Reconciler.Cli.Verbs;

// This program again, as a child process that fetches or pushes: ended by its parent, not by signals that are meant for that.
if (args is [FetchingProcess.Verb or FetchingProcess.PushVerb])
    return await FetchingProcess.RunAsync(Console.OpenStandardInput(), Console.OpenStandardOutput(), TimeProvider.System);

// Likewise, as one that reads a large file out of Git.
if (args is [BlobProcess.Verb, var gitDirectory, var blob])
    return BlobProcess.Run(gitDirectory, blob, Console.OpenStandardOutput(), Console.Error);

using var cancellation = new CancellationTokenSource();
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);

Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
return await CommandLine.RunAsync(args, ThisProcess.Surroundings(args), cancellation.Token);

void End(PosixSignalContext signal)
{
    // The first one ends cleanly; a second one ends at once.
    if (cancellation.IsCancellationRequested)
        return;

    signal.Cancel = true;
    try
    {
        cancellation.Cancel();
    }
    catch (ObjectDisposedException)
    {
        // The program has just ended by itself; a failure on this thread would end it with another exit code.
    }
}
