using LibGit2Sharp;
using Reconciler.Adapters.Published;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Adapters.Git.Mirrors;

/// <summary>
/// Moves a branch of a remote to <see cref="Next"/>, a commit without parents, by force: only where the branch is not there yet, or holds the published
/// state of the same estate.
/// </summary>
internal sealed class BranchPush(Repository repository, FetchRequest request, Action<FetchReply> reply)
{
    /// <summary>What is to be pushed.</summary>
    internal const string Next = "refs/reconciler/next";

    /// <summary>What was pushed last.</summary>
    internal const string Pushed = "refs/reconciler/pushed";

    /// <summary>Begins what a remote or this process says when the branch is not ours.</summary>
    internal const string NotOurs = "the branch is not ours: ";

    /// <summary>Begins what a remote says when a hook or a rule refuses.</summary>
    internal const string Rejected = "the remote rejects it: ";

    private const string Theirs = "refs/reconciler/theirs";

    private readonly LoginOnce login = new(request.Login);
    private readonly string branch = $"refs/heads/{request.Push!.Branch}";

    /// <exception cref="LibGit2SharpException">The remote refused, or cannot be reached.</exception>
    internal void Run()
    {
        var remote = RemoteUrl.Set(repository, request.Url, $"+{branch}:{Theirs}", request.Login is not null);
        var listed = List(remote);
        login.Accept();
        reply(new FetchReply.Answered());
        if (TipOf(listed) is { } tip && tip != repository.Refs[Pushed]?.TargetIdentifier)
            RefuseForeign(tip);

        string? rejection = null;
        repository.Network.Push(remote, $"+{Next}:{branch}", new PushOptions
        {
            CredentialsProvider = login.Give,
            OnPushStatusError = error => rejection = error.Message,
            OnPackBuilderProgress = (_, _, _) => Told(0),
            OnPushTransferProgress = (_, _, bytes) => Told(bytes),
        });
        if (rejection is not null)
            throw new LibGit2SharpException($"{Rejected}{rejection}");

        // Not every server says that it did not move the branch.
        if (TipOf(List(remote)) is var now && now != NextId)
            throw new LibGit2SharpException($"{Rejected}{branch} is {now ?? "not there"} afterwards");

        repository.Refs.Add(Pushed, NextId, allowOverwrite: true);
    }

    /// <summary>Into a repository on this machine, with a work tree or without: libgit2 pushes into none with one.</summary>
    /// <exception cref="LibGit2SharpException">There is none, or it cannot be written.</exception>
    internal void RunHere()
    {
        using var there = new Repository(LibGit2.Discover(request.Url) ?? throw new LibGit2SharpException("could not find repository"));
        reply(new FetchReply.Answered());
        if (there.Refs[branch]?.ResolveToDirectReference().Target is Commit tip && tip.Sha != repository.Refs[Pushed]?.TargetIdentifier)
            RefuseForeign(tip);

        var next = repository.Lookup<Commit>(NextId);
        var tree = there.ObjectDatabase.CreateTree(Copied(next.Tree, there, new(), ""));
        var commit = there.ObjectDatabase.CreateCommit(next.Author, next.Committer, next.Message, tree, [], prettifyMessage: false);
        there.Refs.Add(branch, commit.Id, allowOverwrite: true);
        repository.Refs.Add(Pushed, NextId, allowOverwrite: true);
    }

    private string NextId => repository.Refs[Next].TargetIdentifier;

    private TreeDefinition Copied(Tree from, Repository to, TreeDefinition definition, string below)
    {
        foreach (var entry in from)
        {
            if (entry.Target is Tree inner)
            {
                Copied(inner, to, definition, $"{below}{entry.Name}/");
                continue;
            }

            using var content = ((Blob)entry.Target).GetContentStream();
            definition.Add($"{below}{entry.Name}", to.ObjectDatabase.CreateBlob(content), entry.Mode);
            Told(0);
        }

        return definition;
    }

    private Reference[] List(Remote remote) => [.. repository.Network.ListReferences(remote, login.Give, new ProxyOptions { ProxyType = ProxyType.Auto })];

    private string? TipOf(Reference[] listed) => listed.FirstOrDefault(reference => reference.CanonicalName == branch)?.TargetIdentifier;

    private bool Told(long bytes)
    {
        reply(new FetchReply.Received(bytes, HasAll: false));
        return true;
    }

    private void RefuseForeign(string tip)
    {
        Commands.Fetch(repository, RemoteUrl.Name, [$"+{branch}:{Theirs}"], new()
        {
            TagFetchMode = TagFetchMode.None,
            CredentialsProvider = login.Give,
            ProxyOptions = { ProxyType = ProxyType.Auto },
            OnTransferProgress = progress => Told(progress.ReceivedBytes),
        }, logMessage: null);
        try
        {
            RefuseForeign(repository.Lookup<Commit>(tip));
        }
        finally
        {
            repository.Refs.Remove(Theirs);
        }
    }

    private void RefuseForeign(Commit? tip)
    {
        if (tip?[PublishedMarker.FileName]?.Target is not Blob marker)
            throw new LibGit2SharpException($"{NotOurs}'{request.Push!.Branch}' holds something else than a published state");

        using var content = new MemoryStream();
        using (var stream = marker.GetContentStream())
            stream.CopyTo(content);
        var estate = EstateOf(content.ToArray());
        if (estate != request.Push!.Estate)
            throw new LibGit2SharpException($"{NotOurs}'{request.Push.Branch}' holds the state of estate {estate.Short}, and this is {request.Push.Estate.Short}");
    }

    private EstateId EstateOf(byte[] marker)
    {
        try
        {
            return PublishedMarker.Read(marker);
        }
        catch (FormatException unreadable)
        {
            throw new LibGit2SharpException($"{NotOurs}'{request.Push!.Branch}': {unreadable.Message}", unreadable);
        }
    }
}
