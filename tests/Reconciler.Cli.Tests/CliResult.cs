using System.Globalization;
using System.Text;
using Reconciler.Cli.Calls;

namespace Reconciler.Cli.Tests;

/// <summary>What one call of the program wrote, and how it ended. What differs from run to run is scrubbed.</summary>
/// <param name="Command">As a user types it: <c>reconciler plan --all</c>.</param>
internal sealed record CliResult(string Command, string Out, string Error, ExitCode ExitCode)
{
    /// <summary>For an expected file: the command, what came on both outputs, and the exit code when it is not 0.</summary>
    public override string ToString()
    {
        var text = new StringBuilder($"$ {Command}\n{Out}");
        if (Error.Length > 0)
            text.Append(CultureInfo.InvariantCulture, $"[standard error]\n{Error}");
        if (ExitCode != ExitCode.Done)
            text.Append(CultureInfo.InvariantCulture, $"[exit code {(int)ExitCode}]\n");
        return text.ToString();
    }
}
