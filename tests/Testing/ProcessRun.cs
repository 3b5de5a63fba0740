using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Reconciler.Testing;

/// <summary>One run of a program, to its end: <c>var (stdout, stderr, exitCode) = await new ProcessRun("git", "status").RunAsync();</c></summary>
public sealed record ProcessRun(string Program, params string[] Arguments)
{
    public string? WorkingDirectory { get; init; }

    /// <summary>Set on top of the test's own environment; null removes a variable.</summary>
    public IReadOnlyDictionary<string, string?> Variables { get; init; } = new Dictionary<string, string?>();

    /// <summary>What the program reads; it never waits for a terminal.</summary>
    public byte[] StandardInput { get; init; } = [];

    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>For tests without anything to await meanwhile.</summary>
    public ProcessResult Run() => Task.Run(() => RunAsync()).GetAwaiter().GetResult();

    /// <exception cref="TimeoutException">Not ended within <see cref="Timeout"/>; it and its children were killed. The message holds what it printed.</exception>
    /// <exception cref="Win32Exception">There is no such program.</exception>
    public async Task<ProcessResult> RunAsync(CancellationToken cancellationToken = default)
    {
        using var process = Process.Start(StartInfo())!;
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(Timeout);
        var output = new StringBuilder();
        var errors = new StringBuilder();
        try
        {
            await Task.WhenAll(
                FeedAsync(process, deadline.Token),
                CollectAsync(process.StandardOutput, output, deadline.Token),
                CollectAsync(process.StandardError, errors, deadline.Token));
            await process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TimeoutException($"{Program} {string.Join(' ', Arguments)} did not end within {Timeout.TotalSeconds} s\n{output}{errors}");
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }

        return new(output.ToString(), errors.ToString(), process.ExitCode);
    }

    private ProcessStartInfo StartInfo()
    {
        var start = new ProcessStartInfo(Program, Arguments)
        {
            WorkingDirectory = WorkingDirectory ?? "",
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = new UTF8Encoding(false),
            StandardErrorEncoding = new UTF8Encoding(false),
        };
        foreach (var (name, value) in Variables)
            start.Environment[name] = value;
        return start;
    }

    private async Task FeedAsync(Process process, CancellationToken cancellationToken)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(StandardInput, cancellationToken);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The program ended, or closed its input, without reading all of it.
        }
    }

    private static async Task CollectAsync(StreamReader from, StringBuilder to, CancellationToken cancellationToken)
    {
        var buffer = new char[4096];
        int count;
        while ((count = await from.ReadAsync(buffer, cancellationToken)) > 0)
            to.Append(buffer, 0, count);
    }
}
