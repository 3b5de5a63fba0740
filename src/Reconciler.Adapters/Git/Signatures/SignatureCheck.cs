using System.Collections.Concurrent;
using LibGit2Sharp;
using Reconciler.Adapters.Processes;
using Reconciler.Core.Commits;
using Reconciler.Engine.Repositories;

namespace Reconciler.Adapters.Git.Signatures;

/// <summary>
/// Lets a commit pass when the operator's policy has its signatures. What passed is not asked again as long as the files of keys stay as they are,
/// and neither is the commit that was synced last: a key that runs out must not end the upkeep of what it signed.
/// </summary>
/// <param name="lastSynced">The id of the commit that was synced last; null: none. Asked anew for each commit.</param>
/// <param name="cancellationToken">Ends a check that nobody waits for any more.</param>
public sealed class SignatureCheck(SignaturePolicy policy, Func<string?> lastSynced, CancellationToken cancellationToken)
{
    private readonly ConcurrentDictionary<(string Commit, string Keys), bool> passed = new();

    internal SignatureTools Tools { get; init; } = SignatureTools.Usual;

    /// <param name="name">Of the repository, for the message.</param>
    /// <exception cref="CommitRefusedException">One of the commits is unsigned, signed by somebody else, or altered.</exception>
    /// <exception cref="RepositoryException">Nobody can tell: a program or a file of keys is not there.</exception>
    internal void Check(Repository repository, string name, CommitInfo commit)
    {
        var last = lastSynced();
        if (commit.Id == last)
            return;

        var program = new SignatureProgram(policy, Tools, cancellationToken);
        var keys = StateOfKeys();
        var used = repository.Lookup<Commit>(commit.Id);
        foreach (var one in policy.Commits == SignedCommits.Head ? [used] : SinceLast(repository, used, last))
        {
            if (passed.ContainsKey((one.Sha, keys)))
                continue;
            if (ProblemOf(repository, program, name, one) is { } problem)
                throw Refused(name, commit, one, problem);
            passed[(one.Sha, keys)] = true;
        }
    }

    private static CommitRefusedException Refused(string name, CommitInfo commit, Commit one, string problem)
    {
        var (id, author) = (one.Sha[..7], ErrorTail.OneLine($"{one.Author.Name} <{one.Author.Email}>"));
        return one.Sha == commit.Id
            ? new(name, commit, problem, $"commit {id} of {name} by {author} is not used: {problem}")
            : new(name, commit, $"{id} by {author} is on the way to it, and {problem}", $"commit {id} of {name}, on the way to {commit.ShortId}, by {author} is not used: {problem}");
    }

    // Before the first sync there is no last one: whatever came before is what the operator chose to begin with.
    private static IEnumerable<Commit> SinceLast(Repository repository, Commit used, string? last) =>
        last is null ? [used]
        : repository.Lookup<Commit>(last) is { } known ? repository.Commits.QueryBy(new CommitFilter { IncludeReachableFrom = used, ExcludeReachableFrom = known }).Prepend(used)
        : repository.Commits.QueryBy(new CommitFilter { IncludeReachableFrom = used });

    /// <returns>What is wrong, then <c>"; "</c>, then what to do; null when nothing is.</returns>
    private static string? ProblemOf(Repository repository, SignatureProgram program, string name, Commit commit)
    {
        try
        {
            var signature = Commit.ExtractSignature(repository, commit.Id);
            return program.ProblemOf(signature.Signature, signature.SignedData);
        }
        catch (NotFoundException)
        {
            return "it is not signed, and the settings want signatures (git.verify); sign it with 'git commit --amend -S' and push it again, or name a signed one with --revision";
        }
        catch (UncheckedSignatureException e)
        {
            throw new RepositoryException(name, $"the signature of commit {commit.Sha[..7]} of {name} cannot be checked, and so it is not used: {e.Message}", e);
        }
    }

    /// <summary>Another text whenever somebody's keys were added or taken away.</summary>
    private string StateOfKeys() => string.Join('|', ((string?[])[policy.Keyring, policy.AllowedSigners, policy.RevokedSigners])
        .Select(file => file is null || !File.Exists(file) ? "" : $"{File.GetLastWriteTimeUtc(file).Ticks} {new FileInfo(file).Length}"));}
