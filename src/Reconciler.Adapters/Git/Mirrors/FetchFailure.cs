namespace Reconciler.Adapters.Git.Mirrors;

/// <summary>Why a fetch brought nothing.</summary>
/// <param name="Reason">In the words of libgit2 or the remote; for <see cref="FetchFailureKind.Overdue"/> the end of a sentence, for <see cref="FetchFailureKind.Died"/> the exit code.</param>
/// <param name="Errors">What the process and its ssh printed.</param>
internal sealed record FetchFailure(FetchFailureKind Kind, string Reason, string Errors);

internal enum FetchFailureKind
{
    /// <summary>The remote, the network or ssh refused.</summary>
    Refused,

    /// <summary>It took too long and was ended.</summary>
    Overdue,

    /// <summary>The fetching process ended without a word: somebody killed it.</summary>
    Died,
}
