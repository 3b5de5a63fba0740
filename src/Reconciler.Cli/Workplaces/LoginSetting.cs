using Reconciler.Cli.Terminals;
using Reconciler.Engine.Repositories;

namespace Reconciler.Cli.Workplaces;

/// <summary>A user, and where the token or password is: read at every use, so that a new one counts at once.</summary>
/// <param name="SecretFile">Its first line; absolute. Null where <paramref name="SecretVariable"/> is set.</param>
/// <param name="SecretVariable">Of the environment.</param>
internal sealed record LoginSetting(string? User, string? SecretFile, string? SecretVariable)
{
    /// <param name="credentials">Their name, for the message.</param>
    /// <exception cref="RepositoryException">There is none.</exception>
    internal string Secret(string credentials, Surroundings surroundings)
    {
        var secret = SecretFile is not null ? FirstLine(credentials, SecretFile) : surroundings.Variable(SecretVariable!);
        return secret is { Length: > 0 }
            ? secret
            : throw new RepositoryException(credentials, $"the credentials '{credentials}' are empty; write the token or password into {SecretFile ?? $"the environment variable {SecretVariable}"}");
    }

    private static string? FirstLine(string credentials, string file)
    {
        try
        {
            return File.ReadLines(file).FirstOrDefault()?.Trim();
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new RepositoryException(credentials, $"the credentials '{credentials}' cannot be read: {problem.Message.TrimEnd('.')}; see that this user can read {file}", problem);
        }
    }
}
