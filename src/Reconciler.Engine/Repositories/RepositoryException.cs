namespace Reconciler.Engine.Repositories;

/// <summary>The configuration repository refused or could not be read. The message says what was asked, what happened and what to do.</summary>
public class RepositoryException(string repository, string message, Exception? inner = null) : Exception(message, inner)
{
    public string Repository { get; } = repository;
}
