using LibGit2Sharp;

namespace Reconciler.Adapters.Git.Mirrors;

/// <summary>The one remote of a bare repository of ours.</summary>
internal static class RemoteUrl
{
    internal const string Name = "origin";

    private const string FollowRedirects = "http.followRedirects";

    /// <summary>A URL is taken by libgit2 as a remote's name only when there is a remote of this name.</summary>
    /// <param name="hasLogin">It is for the host that the operator named, and for no other that it may point to: libgit2 would send it there, too.</param>
    internal static Remote Set(Repository repository, string url, string references, bool hasLogin)
    {
        var redirects = hasLogin ? "false" : "initial";
        if (repository.Config.Get<string>(FollowRedirects)?.Value != redirects)
            repository.Config.Set(FollowRedirects, redirects);

        if (repository.Network.Remotes[Name] is not { } known)
            return repository.Network.Remotes.Add(Name, url, references);

        if (known.Url != url)
            repository.Network.Remotes.Update(Name, updater => updater.Url = url);
        return repository.Network.Remotes[Name];
    }
}
