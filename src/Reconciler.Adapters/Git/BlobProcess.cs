using LibGit2Sharp;
using Reconciler.Adapters.Linux;
using Reconciler.Engine.Repositories;

namespace Reconciler.Adapters.Git;

/// <summary>
/// What the hidden verb <see cref="Verb"/> does: writes one blob to its standard output. libgit2 holds all of it in memory, which is given back when
/// this process ends. It ends when nobody reads any more.
/// </summary>
public static class BlobProcess
{
    public const string Verb = "__blob";

    /// <param name="errors">Takes a line when it cannot be read.</param>
    /// <returns>The process's exit code.</returns>
    public static int Run(string gitDirectory, string id, Stream output, TextWriter errors)
    {
        // Its parent ends it, not a signal that is meant for the parent.
        ProcessGroup.Begin();
        try
        {
            using var repository = LibGit2.Open(gitDirectory, gitDirectory);
            using var content = repository.Get<Blob>(id).GetContentStream();
            content.CopyTo(output);
            output.Flush();
            return 0;
        }
        catch (Exception e) when (e is LibGit2SharpException or RepositoryException or IOException or OutOfMemoryException)
        {
            errors.WriteLine(e.Message);
            return 1;
        }
    }
}
