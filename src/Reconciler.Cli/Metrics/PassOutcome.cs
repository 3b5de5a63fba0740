namespace Reconciler.Cli.Metrics;

/// <summary>How a pass of the loop ended, as a label.</summary>
internal static class PassOutcome
{
    /// <summary>Every server holds what the newest commit says.</summary>
    internal const string Converged = "converged";

    /// <summary>Something is left: held, failed, or begun and to be gone on with.</summary>
    internal const string NotConverged = "not_converged";

    /// <summary>The newest commit is not used; the last good one is kept up.</summary>
    internal const string Refused = "refused";

    /// <summary>The repository or the state could not be read or written.</summary>
    internal const string Failed = "failed";
}
