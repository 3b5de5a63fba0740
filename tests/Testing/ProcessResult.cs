namespace Reconciler.Testing;

/// <param name="ExitCode">128 + the signal's number when a signal ended it.</param>
public sealed record ProcessResult(string StandardOutput, string StandardError, int ExitCode)
{
    /// <exception cref="InvalidOperationException">The exit code is not 0; the message holds what it printed.</exception>
    public ProcessResult EnsureSuccess() => ExitCode == 0 ? this : throw new InvalidOperationException($"Exit code {ExitCode}\n{StandardOutput}{StandardError}");
}
