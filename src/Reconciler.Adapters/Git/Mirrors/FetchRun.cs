using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;
using Reconciler.Adapters.Linux;
using Reconciler.Adapters.Processes;

namespace Reconciler.Adapters.Git.Mirrors;

/// <summary>One fetching process, from its start to its end: heard, watched, and killed with all that it started when it takes too long or nobody wants it any more.</summary>
internal sealed class FetchRun(FetchProgram program, FetchLimits limits, TimeProvider time)
{
    private static readonly TimeSpan lookEvery = TimeSpan.FromMilliseconds(200);

    // A process that has said its last word needs no time to end.
    private static readonly TimeSpan farewell = TimeSpan.FromSeconds(5);

    /// <returns>Null when the mirror is as the remote now.</returns>
    /// <exception cref="IOException">The process cannot be started.</exception>
    internal async Task<FetchFailure?> RunAsync(FetchRequest request, RemoteAccess access, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var process = Start(access, request.Push is null ? FetchingProcess.Verb : FetchingProcess.PushVerb);
        var watch = new FetchWatch(limits, time);
        var errors = ErrorTail.ReadAsync(process.StandardError);
        var replies = HearAsync(process, watch);
        FetchReply? last = null;
        try
        {
            await SayAsync(process, request);
            while (await Task.WhenAny(replies, Task.Delay(lookEvery, time, cancellationToken)) != replies)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (watch.Overdue() is { } overdue)
                    return new(FetchFailureKind.Overdue, overdue, "");
            }

            last = await replies;
            var ended = process.WaitForExitAsync(CancellationToken.None);
            await Task.WhenAny(ended, Task.Delay(farewell, time, cancellationToken));
            return last switch
            {
                FetchReply.Done => null,
                FetchReply.Failed failed => new(FetchFailureKind.Refused, failed.Reason, ended.IsCompleted ? await errors : ""),
                _ => new(FetchFailureKind.Died, ended.IsCompleted ? $"{process.ExitCode}" : "", ended.IsCompleted ? await errors : ""),
            };
        }
        finally
        {
            await EndAsync(process, last);
        }
    }

    private Process Start(RemoteAccess access, string verb)
    {
        var start = new ProcessStartInfo(program.File, [verb])
        {
            WorkingDirectory = Path.GetDirectoryName(program.File),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["GIT_SSH_COMMAND"] = program.UnattendedSsh(access);
        if (access.AuthoritiesFile is not null)
            start.Environment["SSL_CERT_FILE"] = access.AuthoritiesFile;
        if (access.Proxy is not null)
            start.Environment["https_proxy"] = start.Environment["HTTPS_PROXY"] = access.Proxy;
        start.Environment["GIT_TERMINAL_PROMPT"] = "0";
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new IOException($"'{program.File} {verb}' cannot be started: {e.Message}", e);
        }
    }

    private static async Task SayAsync(Process process, FetchRequest request)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync((byte[])[.. request.ToLine().Span, (byte)'\n']);
            await process.StandardInput.BaseStream.FlushAsync();
        }
        catch (IOException)
        {
            // It ended before it listened; that it said nothing tells as much.
        }
    }

    /// <returns>The last reply; null when it ended without one.</returns>
    private static async Task<FetchReply?> HearAsync(Process process, FetchWatch watch)
    {
        FetchReply? last = null;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            try
            {
                last = FetchReply.Read(line);
            }
            catch (JsonException)
            {
                // Cut off: it was killed while it spoke.
                return null;
            }

            watch.Hear(last);
        }

        return last;
    }

    private static async Task EndAsync(Process process, FetchReply? last)
    {
        // Whoever said its last word has ended what it started. Everybody else may have left something.
        if (!process.HasExited || last is not (FetchReply.Done or FetchReply.Failed))
            ProcessGroup.End(process);
        await process.WaitForExitAsync(CancellationToken.None);
    }
}
