using LibGit2Sharp;
using Reconciler.Adapters.Published;
using Reconciler.Core.Resources;
using Reconciler.Engine.Repositories;

namespace Reconciler.Adapters.Git.Mirrors;

/// <summary>The published state of an estate, fetched from its branch and laid out as a state directory to read.</summary>
public sealed class PublishedCopy
{
    private readonly RemoteAccess access;
    private readonly MirrorDirectory directory;
    private readonly FetchRun run;
    private readonly TimeProvider time;
    private readonly string branch;

    /// <param name="branch">Its short name.</param>
    internal PublishedCopy(GitUrl url, string branch, RemoteAccess access, MirrorDirectory directory, FetchRun run, TimeProvider time)
    {
        Url = url;
        this.branch = branch;
        this.access = access;
        this.directory = directory;
        this.run = run;
        this.time = time;
    }

    public GitUrl Url { get; }

    /// <summary>Fetches the branch, once.</summary>
    /// <returns>A directory as a state directory, absolute.</returns>
    /// <exception cref="RepositoryException">The remote is missing, mute, refuses the login, or has no published state there: the message says which, and what to do.</exception>
    public async Task<string> FetchAsync(CancellationToken cancellationToken)
    {
        try
        {
            var reference = $"refs/heads/{branch}";
            var request = new FetchRequest(directory.Path, Url.Transport == GitTransport.Path ? Url.Path : Url.Text, [reference])
            {
                Login = Url.Transport == GitTransport.Http ? access.Login?.Invoke() : null,
                IsPartial = true,
            };
            if (await run.RunAsync(request, access, cancellationToken) is { } failure)
                throw new RepositoryException(Url.Text, new FetchFailureText(Url, directory.IsFilled, access, access.ProxyTo(Url, Environment.GetEnvironmentVariable)).Of(failure));

            using var repository = LibGit2.Open(directory.Path, Url.Text);
            return repository.Lookup<Commit>(reference) is { } commit
                ? LaidOut(commit)
                : throw new RepositoryException(Url.Text, $"there is no branch '{branch}' at {Url}, so that no state is published there; see state.branch in the settings of its reconciler run, or name the branch: --state git:{Url}#BRANCH");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or LibGit2SharpException)
        {
            throw new RepositoryException(Url.Text, $"the state published at {Url} cannot be read: {e.Message.TrimEnd('.')}; see that this user can write {directory.Path}", e);
        }
    }

    private string LaidOut(Commit commit)
    {
        var layout = new PublishedLayout($"{directory.Path}.state");
        if (layout.Find(commit.Sha) is { } same)
            return same;

        if (commit[PublishedMarker.FileName]?.Target is not Blob)
            throw new RepositoryException(Url.Text, $"the branch '{branch}' of {Url} holds something else than a published state; name the one that state.branch names in the settings of its reconciler run");

        return layout.Lay(commit.Sha, Files(commit.Tree, ""), time.GetUtcNow());
    }

    private static IEnumerable<(string Path, byte[] Content)> Files(Tree tree, string below)
    {
        foreach (var entry in tree)
        {
            if (entry.Target is Tree inner)
            {
                foreach (var file in Files(inner, $"{below}{entry.Name}/"))
                    yield return file;
            }
            else if (entry is { Target: Blob blob, Mode: Mode.NonExecutableFile })
            {
                using var content = new MemoryStream();
                using (var stream = blob.GetContentStream())
                    stream.CopyTo(content);
                yield return ($"{below}{entry.Name}", content.ToArray());
            }
        }
    }
}
