using System.Collections.Immutable;

namespace Reconciler.Cli.Terminals;

/// <summary>What a process is given: terminal, environment variables, working directory, clock. Tests give their own.</summary>
/// <param name="Variable">Null for a variable that is not set.</param>
/// <param name="IsAdministrator">Root, or an administrator: the state stands in the system's place for it.</param>
internal sealed record Surroundings(
    Terminal Terminal, Func<string, string?> Variable, string WorkingDirectory, bool IsAdministrator, TimeProvider Time)
{
    /// <summary>Contents of files that were named where somebody else asked; before those of this machine.</summary>
    internal ImmutableDictionary<string, ReadOnlyMemory<byte>> Attached { get; init; } = ImmutableDictionary<string, ReadOnlyMemory<byte>>.Empty;

    /// <summary>Cancelled when the call is: for what has no token of its own.</summary>
    internal CancellationToken Ending { get; init; }

    /// <summary>Who does it, as records name them: <c>anna@hq-1</c>.</summary>
    internal string Actor { get; init; } = $"{Environment.UserName}@{Environment.MachineName}";
}
