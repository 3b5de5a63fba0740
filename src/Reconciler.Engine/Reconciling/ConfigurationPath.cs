using Reconciler.Engine.Repositories;

namespace Reconciler.Engine.Reconciling;

/// <summary>Where in a repository the configuration stands.</summary>
public static class ConfigurationPath
{
    /// <summary>When nobody says so, if there is such a directory.</summary>
    public const string Usual = "reconciler";

    /// <param name="asked">Null: the usual one.</param>
    /// <param name="repository">For the message.</param>
    /// <returns>From the repository's root, with forward slashes; empty for the root itself.</returns>
    /// <exception cref="RepositoryException">The path is not there.</exception>
    public static string In(IRepositorySnapshot snapshot, string? asked, string repository)
    {
        var path = asked?.Replace('\\', '/').Trim('/') ?? (snapshot.HasDirectory(Usual) ? Usual : "");
        return path.Length == 0 || snapshot.HasDirectory(path)
            ? path
            : throw new RepositoryException(repository, $"there is no directory '{path}' in {repository} at {snapshot.Commit.ShortId}; --path counts from the repository's root");
    }
}
