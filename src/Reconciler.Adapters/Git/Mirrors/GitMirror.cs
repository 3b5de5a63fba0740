using System.Collections.Immutable;
using Reconciler.Core.Resources;
using Reconciler.Engine.Repositories;

namespace Reconciler.Adapters.Git.Mirrors;

/// <summary>
/// A remote repository, and what is kept of it here: all branches and tags with their history, bare. A fetch makes it equal to the remote; an
/// unchanged remote costs one listing of its branches and tags. It may be deleted at any time: the next fetch brings it back.
/// </summary>
public sealed class GitMirror
{
    private readonly RemoteAccess access;
    private readonly MirrorDirectory directory;
    private readonly FetchRun run;

    internal GitMirror(GitUrl url, RemoteAccess access, MirrorDirectory directory, FetchRun run)
    {
        Url = url;
        this.access = access;
        this.directory = directory;
        this.run = run;
    }

    public GitUrl Url { get; }

    /// <summary>Short name of a branch that nobody reads here; null: there is none.</summary>
    public string? Except { get; init; }

    public string Directory => directory.Path;

    /// <summary>Whether anything was ever fetched: without it there is nothing to read.</summary>
    public bool IsFilled => directory.IsFilled;

    /// <param name="references">Full names wanted besides branches and tags. That one of them is not there is found when it is asked for.</param>
    /// <exception cref="RepositoryException">It is missing, mute, too slow, refuses the login, …: the message says which, and what to do. What was there stays readable.</exception>
    public async Task FetchAsync(ImmutableArray<string> references, CancellationToken cancellationToken)
    {
        var wasFilled = IsFilled;
        var isComplete = false;
        try
        {
            var request = new FetchRequest(Directory, Url.Transport == GitTransport.Path ? Url.Path : Url.Text, references)
            {
                Except = Except is null ? null : $"refs/heads/{Except}",
                Login = Url.Transport == GitTransport.Http ? access.Login?.Invoke() : null,
            };
            var failure = await run.RunAsync(request, access, cancellationToken);
            if (failure is not null)
                throw new RepositoryException(Url.Text, new FetchFailureText(Url, wasFilled, access, access.ProxyTo(Url, Environment.GetEnvironmentVariable)).Of(failure));
            isComplete = true;
        }
        catch (IOException e)
        {
            throw new RepositoryException(Url.Text, $"{Url} cannot be fetched: {e.Message.TrimEnd('.')}; see that this user can write {Directory}", e);
        }
        finally
        {
            if (!isComplete)
                Sweep();
        }
    }

    /// <summary>What was fetched. Bare: it has no work tree.</summary>
    /// <exception cref="RepositoryException">Nothing was fetched yet, or it is damaged.</exception>
    public GitRepository Open() => GitRepository.OfMirror(Directory, Url.Text);

    private void Sweep()
    {
        try
        {
            // Whoever holds the lock fetches, and swept before.
            using var held = directory.TryLock();
            if (held is not null)
                directory.Sweep_NeedsLock();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Why the fetch failed matters more; the next one sweeps as well.
        }
    }
}
