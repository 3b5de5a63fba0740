namespace Reconciler.Cli.Web.Api;

/// <summary>What was asked is not answered.</summary>
/// <param name="status">From 400 up.</param>
/// <param name="message">What is wrong, and what to do.</param>
internal sealed class ApiProblem(int status, string message) : Exception(message)
{
    internal int Status => status;

    /// <summary>Whoever asks may try again then; null: it would be no use.</summary>
    internal TimeSpan? RetryAfter { get; init; }
}
