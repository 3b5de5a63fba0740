using System.Collections.Concurrent;
using LibGit2Sharp;
using Reconciler.Adapters.Processes;
using Reconciler.Engine.Repositories;

namespace Reconciler.Adapters.Git.Signatures;

/// <summary>Lets a commit pass when the operator's policy has its signatures. What passed once is not asked again.</summary>
/// <param name="lastSynced">The id of the commit that was synced last; null: none. Asked anew for each commit.</param>
public sealed class SignatureCheck(SignaturePolicy policy, Func<string?> lastSynced)
{
    private readonly ConcurrentDictionary<string, bool> passed = new(StringComparer.Ordinal);
    private readonly SignatureProgram program = new(policy);

    /// <param name="name">Of the repository, for the message.</param>
    /// <exception cref="RepositoryException">One of the commits is unsigned, signed by somebody else, or altered; or the program that tells is not there.</exception>
    internal void Check(Repository repository, string name, string commit)
    {
        var used = repository.Lookup<Commit>(commit);
        foreach (var one in policy.Commits == SignedCommits.Head ? [used] : SinceLast(repository, used))
        {
            if (passed.ContainsKey(one.Sha))
                continue;
            if (ProblemOf(repository, one) is { } problem)
                throw new RepositoryException(name, $"commit {one.Sha[..7]} of {name}{(one.Sha == commit ? "" : $", on the way to {commit[..7]},")} by {Visible($"{one.Author.Name} <{one.Author.Email}>")} is not used: {problem}");
            passed[one.Sha] = true;
        }
    }

    // Before the first sync there is no last one: whatever came before is what the operator chose to begin with.
    private IEnumerable<Commit> SinceLast(Repository repository, Commit used) =>
        lastSynced() is not { } last ? [used]
        : repository.Lookup<Commit>(last) is { } known ? repository.Commits.QueryBy(new CommitFilter { IncludeReachableFrom = used, ExcludeReachableFrom = known }).Prepend(used)
        : repository.Commits.QueryBy(new CommitFilter { IncludeReachableFrom = used });

    /// <returns>What is wrong, then <c>"; "</c>, then what to do; null when nothing is.</returns>
    private string? ProblemOf(Repository repository, Commit commit)
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
    }

    private static string Visible(string text) => ErrorTail.OneLine(text);
}
