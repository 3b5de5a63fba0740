using Reconciler.Cli.Terminals;

namespace Reconciler.Cli.Workplaces;

/// <summary>Reads a secret where the settings say that it is.</summary>
internal static class SecretText
{
    /// <param name="file">Its first line is the secret; absolute. Null where <paramref name="variable"/> is set.</param>
    /// <param name="variable">Of the environment.</param>
    /// <param name="what">Whose it is, as a message begins.</param>
    /// <param name="failure">What is thrown when there is none.</param>
    internal static string Read(string? file, string? variable, Surroundings surroundings, string what, Func<string, Exception?, Exception> failure)
    {
        try
        {
            var secret = file is not null ? File.ReadLines(file).FirstOrDefault()?.Trim() : surroundings.Variable(variable!);
            return secret is { Length: > 0 } ? secret : throw failure($"{what} is empty; write it into {file ?? $"the environment variable {variable}"}", null);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw failure($"{what} cannot be read: {problem.Message.TrimEnd('.')}; see that this user can read {file}", problem);
        }
    }
}
