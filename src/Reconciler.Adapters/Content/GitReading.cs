using Reconciler.Core.Diagnostics;
using Reconciler.Core.Resources;
using Reconciler.Engine.Reconciling;
using Reconciler.Engine.Repositories;

namespace Reconciler.Adapters.Content;

/// <summary>Finds the trees of <c>git</c> sources. Every failure is their package's only.</summary>
/// <param name="isAllowed">Whether the operator's settings allow a URL.</param>
internal sealed class GitReading(IRemoteRepositories repositories, Func<string, bool> isAllowed)
{
    /// <summary>The repository at what the revision means now. A commit id that is here already means the same for ever.</summary>
    /// <exception cref="SourceException">It is not allowed, cannot be fetched, or has no such revision.</exception>
    internal Task<IRepositorySnapshot> ResolveAsync(PackageSource.InGit source, IRepositorySnapshot run, CancellationToken cancellationToken) => TryAsync(
        source,
        async () => Known(source, source.Revision) ?? await repositories.FetchAsync(source.Url, source.Revision, run, cancellationToken));

    /// <summary>The repository at the commit that the revision was resolved to; where that is unknown or gone, at what it means now.</summary>
    /// <exception cref="SourceException">It is not allowed, cannot be fetched, or has no such revision any more.</exception>
    internal Task<IRepositorySnapshot> AtAsync(PackageSource.InGit source, string? commit, IRepositorySnapshot run, CancellationToken cancellationToken) => TryAsync(
        source,
        async () =>
        {
            if (Known(source, commit) is { } known)
                return known;

            var now = await repositories.FetchAsync(source.Url, source.Revision, run, cancellationToken);
            return Known(source, commit) ?? now;
        });

    /// <exception cref="SourceException">Nothing is at the path, or a link.</exception>
    internal static ISourceTree Open(PackageSource.InGit source, IRepositorySnapshot at) =>
        at.FindSource(new(source.Path, source.At))
        ?? throw new SourceException(GitDiagnostics.GitPathMissing(source.At, source.Path, source.Url.Text, at.Commit.ShortId));

    private IRepositorySnapshot? Known(PackageSource.InGit source, string? revision) =>
        revision is { Length: 40 } && revision.All(char.IsAsciiHexDigit) ? repositories.Find(source.Url, revision) : null;

    private async Task<IRepositorySnapshot> TryAsync(PackageSource.InGit source, Func<Task<IRepositorySnapshot>> find)
    {
        if (!isAllowed(source.Place))
            throw new SourceException(ContentDiagnostics.SourceNotAllowed(source.At, source.Place, AllowList.LineForSource(source.Place)), SourceFault.NotAllowed);

        try
        {
            return await find();
        }
        catch (RepositoryException e)
        {
            var (problem, advice) = Parted(e.Message);
            throw new SourceException(GitDiagnostics.GitSourceFailed(source.At, problem, advice), SourceFault.Failed, e);
        }
    }

    /// <summary>The messages of repositories say what is wrong, then what to do.</summary>
    private static (string Problem, string Advice) Parted(string message)
    {
        // Where it stands alone it is a sentence; here it follows a place.
        message = message.StartsWith("The ", StringComparison.Ordinal) ? $"t{message[1..]}" : message;
        var parting = message.IndexOf("; ", StringComparison.Ordinal);
        return parting < 0 ? (message, "its mirror is made anew when its directory below git/ of the state is deleted") : (message[..parting], message[(parting + 2)..]);
    }
}
