using LibGit2Sharp;

namespace Reconciler.Adapters.Git;

/// <summary>Objects by their ids alone: LibGit2Sharp takes a text for a revision first, which costs time and may mean something else.</summary>
internal static class GitObjects
{
    /// <returns>Null when the repository does not have it, or it is of another kind.</returns>
    internal static T? Find<T>(this Repository repository, string id)
        where T : GitObject => ObjectId.TryParse(id, out var parsed) ? repository.Lookup<T>(parsed) : null;

    /// <exception cref="NotFoundException">The repository does not have it: it is damaged.</exception>
    internal static T Get<T>(this Repository repository, string id)
        where T : GitObject => repository.Find<T>(id) ?? throw new NotFoundException($"the object {id} is missing");
}
