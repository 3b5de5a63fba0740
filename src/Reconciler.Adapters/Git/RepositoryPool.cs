using System.Collections.Concurrent;
using LibGit2Sharp;

namespace Reconciler.Adapters.Git;

/// <summary>
/// Open handles of one repository. LibGit2Sharp's <see cref="Repository"/> is for one operation at a time, so each operation borrows one of
/// its own; opening takes longer than most operations, so they are kept.
/// </summary>
internal sealed class RepositoryPool(string gitDirectory, string name, BlobReading blobs) : IDisposable
{
    private readonly ConcurrentBag<Repository> idle = [];
    private volatile bool isDisposed;

    /// <summary>As messages call it.</summary>
    internal string Name { get; } = name;

    internal BlobReading Blobs { get; } = blobs;

    internal Loan Borrow()
    {
        ObjectDisposedException.ThrowIf(isDisposed, this);
        return new(this, idle.TryTake(out var repository) ? repository : LibGit2.Open(gitDirectory, Name));
    }

    /// <summary>One operation.</summary>
    /// <exception cref="Engine.Repositories.RepositoryException">The repository is damaged.</exception>
    internal T Use<T>(Func<Repository, T> operation)
    {
        using var loan = Borrow();
        try
        {
            return operation(loan.Repository);
        }
        catch (LibGit2SharpException e)
        {
            throw LibGit2.Refused(Name, e);
        }
    }

    /// <summary>One operation on what a handle reads once and then keeps, such as the index.</summary>
    /// <inheritdoc cref="Use"/>
    internal T UseNew<T>(Func<Repository, T> operation)
    {
        using var repository = LibGit2.Open(gitDirectory, Name);
        try
        {
            return operation(repository);
        }
        catch (LibGit2SharpException e)
        {
            throw LibGit2.Refused(Name, e);
        }
    }

    public void Dispose()
    {
        isDisposed = true;
        while (idle.TryTake(out var repository))
            repository.Dispose();
    }

    private void TakeBack(Repository repository)
    {
        if (isDisposed)
            repository.Dispose();
        else
            idle.Add(repository);
    }

    internal sealed class Loan(RepositoryPool pool, Repository repository) : IDisposable
    {
        private bool isReturned;

        internal Repository Repository { get; } = repository;

        public void Dispose()
        {
            if (isReturned)
                return;

            isReturned = true;
            pool.TakeBack(Repository);
        }
    }
}
