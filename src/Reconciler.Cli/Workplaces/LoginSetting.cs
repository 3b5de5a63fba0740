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
    internal string Secret(string credentials, Surroundings surroundings) =>
        SecretText.Read(SecretFile, SecretVariable, surroundings, $"the token or password of the credentials '{credentials}'", (problem, inner) => new RepositoryException(credentials, problem, inner));
}
