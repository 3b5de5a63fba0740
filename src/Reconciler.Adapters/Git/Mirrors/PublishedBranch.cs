using System.Collections.Immutable;
using LibGit2Sharp;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Repositories;

namespace Reconciler.Adapters.Git.Mirrors;

/// <summary>A branch of a remote that holds files of ours, in one commit without parents: no history grows there.</summary>
public sealed class PublishedBranch
{
    /// <summary>What was pushed before piles up; beyond so many times the files of one push everything is made anew.</summary>
    private const int MostGenerations = 20;

    private const string Author = "Reconciler";

    private readonly RemoteAccess access;
    private readonly MirrorDirectory directory;
    private readonly FetchRun run;

    internal PublishedBranch(GitUrl url, string branch, RemoteAccess access, MirrorDirectory directory, FetchRun run)
    {
        Url = url;
        Branch = branch;
        this.access = access;
        this.directory = directory;
        this.run = run;
    }

    public GitUrl Url { get; }

    /// <summary>Its short name.</summary>
    public string Branch { get; }

    /// <summary>Makes the branch hold these files. What it holds already, as far as this machine knows, is not sent.</summary>
    /// <returns>False: nothing was to be sent.</returns>
    /// <exception cref="RepositoryException">The remote is missing, mute, refuses the login or the push, or the branch is not ours: the message says which, and what to do.</exception>
    public async Task<bool> PushAsync(ImmutableSortedDictionary<string, ReadOnlyMemory<byte>> files, EstateId estate, DateTimeOffset at, CancellationToken cancellationToken)
    {
        try
        {
            if (!Write(files, at))
                return false;

            var request = new FetchRequest(directory.Path, Url.Transport == GitTransport.Path ? Url.Path : Url.Text, [])
            {
                Login = Url.Transport == GitTransport.Http ? access.Login?.Invoke() : null,
                Push = new(Branch, estate, Url.Transport == GitTransport.Path),
            };
            var failure = await run.RunAsync(request, access, cancellationToken);
            return failure is null ? true : throw new RepositoryException(Url.Text, Message(failure));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or LibGit2SharpException)
        {
            throw new RepositoryException(Url.Text, $"the state cannot be published to {Branch} of {Url}: {e.Message.TrimEnd('.')}; see that this user can write {directory.Path}", e);
        }
    }

    private bool Write(ImmutableSortedDictionary<string, ReadOnlyMemory<byte>> files, DateTimeOffset at)
    {
        using var held = directory.TryLock() ?? throw new IOException("another process publishes");
        directory.Sweep_NeedsLock();
        if (directory.CountFiles() > MostGenerations * (files.Count + 50))
            Directory.Delete(directory.Path, recursive: true);

        using var repository = directory.Open_NeedsLock();
        var definition = new TreeDefinition();
        foreach (var (path, content) in files)
        {
            using var stream = new MemoryStream(content.ToArray(), writable: false);
            definition.Add(path, repository.ObjectDatabase.CreateBlob(stream), Mode.NonExecutableFile);
        }

        var tree = repository.ObjectDatabase.CreateTree(definition);
        if (repository.Refs[BranchPush.Pushed]?.ResolveToDirectReference().Target is Commit { Tree: var pushed } && pushed.Id == tree.Id)
            return false;

        var who = new Signature(Author, $"{Author.ToLowerInvariant()}@localhost", at);
        var commit = repository.ObjectDatabase.CreateCommit(who, who, "Publish the recorded state\n", tree, [], prettifyMessage: false);
        repository.Refs.Add(BranchPush.Next, commit.Id, allowOverwrite: true);
        return true;
    }

    private string Message(FetchFailure failure)
    {
        var said = failure.Reason;
        if (said.StartsWith(BranchPush.NotOurs, StringComparison.Ordinal))
            return $"the state is not published to {Branch} of {Url}: {said[BranchPush.NotOurs.Length..]}; name another branch in the settings (state.branch), or delete that one there";
        if (said.StartsWith(BranchPush.Rejected, StringComparison.Ordinal))
            return $"the state is not published to {Branch} of {Url}: {said}; let the login push there by force (a rule or hook of the host forbids it)";
        return $"the state is not published to {Branch}: {new FetchFailureText(Url, wasFetched: true, access, access.ProxyTo(Url, Environment.GetEnvironmentVariable)).Of(failure)}";
    }
}
