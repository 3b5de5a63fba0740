using Reconciler.Adapters.Git.Mirrors;
using Reconciler.Cli.Terminals;
using Reconciler.Engine.Repositories;

namespace Reconciler.Cli.Workplaces;

/// <summary>One entry of <c>credentials</c>: where a secret is, never the secret.</summary>
/// <param name="User">For http(s).</param>
/// <param name="SecretFile">A token or password, its first line; absolute. Null where <paramref name="SecretVariable"/> is set, or where there is no login.</param>
/// <param name="SecretVariable">Of the environment.</param>
/// <param name="KeyFile">For ssh; absolute.</param>
/// <param name="KnownHosts">For ssh; absolute.</param>
internal sealed record GitCredentials(string Name, string? User, string? SecretFile, string? SecretVariable, string? KeyFile, string? KnownHosts)
{
    internal RemoteAccess Access(GitSettings git, Surroundings surroundings) => new()
    {
        Credentials = Name,
        Login = SecretFile is null && SecretVariable is null ? null : () => new(User ?? GitLogin.UsualUser, Secret(surroundings)),
        KeyFile = KeyFile,
        KnownHosts = KnownHosts,
        AuthoritiesFile = git.AuthoritiesFile,
        Proxy = git.Proxy,
    };

    /// <exception cref="RepositoryException">There is none.</exception>
    private string Secret(Surroundings surroundings)
    {
        var secret = SecretFile is not null ? FirstLine(SecretFile) : surroundings.Variable(SecretVariable!);
        return secret is { Length: > 0 }
            ? secret
            : throw new RepositoryException(Name, $"the credentials '{Name}' are empty: write the token or password into {SecretFile ?? $"the environment variable {SecretVariable}"}");
    }

    private string? FirstLine(string file)
    {
        try
        {
            return File.ReadLines(file).FirstOrDefault()?.Trim();
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new RepositoryException(Name, $"the credentials '{Name}' cannot be read: {problem.Message}", problem);
        }
    }
}
