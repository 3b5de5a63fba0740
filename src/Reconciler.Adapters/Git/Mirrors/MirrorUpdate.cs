using LibGit2Sharp;

namespace Reconciler.Adapters.Git.Mirrors;

/// <summary>
/// Makes a mirror's branches, tags and HEAD those of the remote. Lists the remote's first: when they are equal, that is all. Never shallow:
/// libgit2 corrupts shallow repositories.
/// </summary>
/// <param name="reply">Called from several threads.</param>
internal sealed class MirrorUpdate(Repository repository, FetchRequest request, Action<FetchReply> reply)
{
    private const string Head = "HEAD";

    /// <summary>Beyond it, patterns are asked for: libgit2 compares each name with each branch of the remote.</summary>
    private const int MostNamed = 100;

    private static readonly string[] mirrored = ["refs/heads/", "refs/tags/"];

    private static readonly TimeSpan tellEvery = TimeSpan.FromMilliseconds(100);

    private readonly LoginOnce login = new(request.Login);
    private readonly ProxyOptions proxy = new() { ProxyType = ProxyType.Auto };
    private FetchReply? newest;

    /// <exception cref="LibGit2SharpException">The remote refused, or cannot be reached.</exception>
    internal void Run()
    {
        var remote = RemoteUrl.Set(repository, request.Url, $"+{mirrored[0]}*:{mirrored[0]}*", request.Login is not null);
        var listed = repository.Network.ListReferences(remote, login.Give, proxy).ToArray();
        login.Accept();
        reply(new FetchReply.Answered());

        var wanted = listed.Where(reference => IsMirrored(reference.CanonicalName)).ToDictionary(reference => reference.CanonicalName, reference => reference.TargetIdentifier, StringComparer.Ordinal);
        Remove(Gone(wanted).Where(name => wanted.Keys.Any(other => IsInTheWay(name, other))));
        var moved = wanted.Where(pair => repository.Refs[pair.Key]?.TargetIdentifier != pair.Value).Select(pair => pair.Key).ToArray();
        if (moved.Length > 0)
            Fetch(request.IsPartial || moved.Length <= MostNamed ? [.. moved.Select(Same)] : [.. mirrored.Select(prefix => Same($"{prefix}*")), .. request.References.Where(wanted.ContainsKey).Select(Same)]);
        Remove(Gone(wanted));
        FollowHead(listed.FirstOrDefault(reference => reference.CanonicalName == Head), wanted);
    }

    private static string Same(string name) => $"+{name}:{name}";

    // A peeled tag (`refs/tags/v1^{}`) is no reference of its own.
    private bool IsMirrored(string name) =>
        !name.EndsWith("^{}", StringComparison.Ordinal)
        && name != request.Except
        && ((!request.IsPartial && mirrored.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal))) || request.References.Contains(name));

    private IEnumerable<string> Gone(Dictionary<string, string> wanted) =>
        repository.Refs.Select(reference => reference.CanonicalName).Where(name => name == request.Except || (IsMirrored(name) && !wanted.ContainsKey(name)));

    /// <summary>libgit2 prunes last, and then cannot make <c>a/b</c> where <c>a</c> still stands. Whatever else is gone stays until all has come.</summary>
    private static bool IsInTheWay(string name, string other) =>
        other.StartsWith($"{name}/", StringComparison.Ordinal) || name.StartsWith($"{other}/", StringComparison.Ordinal);

    private void Remove(IEnumerable<string> names)
    {
        foreach (var name in names.ToArray())
            repository.Refs.Remove(name);
    }

    private void Fetch(string[] references)
    {
        // What came last before a stall must be told, too: a clock tells it, not the next bytes.
        using var telling = new Timer(_ => Tell(), null, tellEvery, tellEvery);
        Commands.Fetch(repository, RemoteUrl.Name, references, new()
        {
            TagFetchMode = TagFetchMode.None,
            CredentialsProvider = login.Give,
            ProxyOptions = { ProxyType = ProxyType.Auto },
            OnProgress = _ => Happened(new FetchReply.Answered()),
            OnTransferProgress = progress => Happened(new FetchReply.Received(progress.ReceivedBytes, progress.ReceivedObjects == progress.TotalObjects)),
        }, logMessage: null);
    }

    private bool Happened(FetchReply progress)
    {
        newest = progress;
        return true;
    }

    private void Tell()
    {
        if (Interlocked.Exchange(ref newest, null) is { } progress)
            reply(progress);
    }

    private void FollowHead(Reference? head, Dictionary<string, string> wanted)
    {
        var target = head switch
        {
            null => null,
            SymbolicReference => head.TargetIdentifier,
            _ => BranchAt(head.TargetIdentifier, wanted) ?? head.TargetIdentifier,
        };
        if (target is not null && repository.Refs.Head.TargetIdentifier != target)
            repository.Refs.UpdateTarget(Head, target);
    }

    /// <summary>Not every remote says which branch its HEAD is; then it is one with the same commit, as <c>git clone</c> guesses.</summary>
    private string? BranchAt(string commit, Dictionary<string, string> wanted)
    {
        string[] likely = [repository.Refs.Head.TargetIdentifier, "refs/heads/main", "refs/heads/master"];
        return likely.Concat(wanted.Keys.Order(StringComparer.Ordinal))
            .FirstOrDefault(name => name.StartsWith(mirrored[0], StringComparison.Ordinal) && wanted.GetValueOrDefault(name) == commit);
    }
}
