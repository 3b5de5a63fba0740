using LibGit2Sharp;
using Reconciler.Core.Commits;
using Reconciler.Engine.Repositories;

namespace Reconciler.Adapters.Git;

/// <summary>Makes a commit beside its repository: that is only read, through a bare one of our own that borrows its objects and keeps the commit.</summary>
internal static class GitBeside
{
    internal static MergeTreeOptions Options { get; } = new() { FindRenames = true, SkipReuc = true };

    /// <param name="objects">The <c>objects</c> directory that is read.</param>
    /// <param name="name">Of the repository, as messages call it.</param>
    /// <param name="make">Gives the id of the commit that it made.</param>
    /// <exception cref="RepositoryException">It cannot be made, or the repository cannot be read.</exception>
    internal static FutureCommit Make(string objects, string name, Func<Repository, string> make)
    {
        var directory = Directory.CreateTempSubdirectory("reconciler-merge-");
        try
        {
            LibGit2.MakeHermetic();
            Repository.Init(directory.FullName, isBare: true);
            File.WriteAllText(Path.Combine(directory.FullName, "objects", "info", "alternates"), $"{objects.Replace('\\', '/')}\n");
            string commit;
            using (var repository = LibGit2.Open(directory.FullName, name))
                commit = make(repository);

            var made = GitRepository.OfMirror(directory.FullName, name);
            return new(made, commit) { Made = new Borrowed(made, directory) };
        }
        catch (Exception failure)
        {
            directory.Delete(recursive: true);
            if (failure is LibGit2SharpException refused)
                throw LibGit2.Refused(name, refused);
            throw;
        }
    }

    /// <summary>The same commits give the same one, whoever plans it and when.</summary>
    internal static string Commit(Repository repository, string message, Tree tree, DateTimeOffset at, params Commit[] parents)
    {
        var who = new Signature("Reconciler", "reconciler@localhost", at);
        return repository.ObjectDatabase.CreateCommit(who, who, message, tree, parents, prettifyMessage: false).Sha;
    }

    /// <summary><c>main (3fa9c1d)</c></summary>
    internal static string Named(CommitInfo commit) => commit.RefName is { } branch ? $"{branch} ({commit.ShortId})" : commit.ShortId;

    /// <summary>The files that conflict, a few of them.</summary>
    internal static string Conflicts(MergeTreeResult result)
    {
        const int Most = 5;
        var files = result.Conflicts.Select(conflict => (conflict.Ours ?? conflict.Theirs ?? conflict.Ancestor).Path).Distinct().Order(StringComparer.Ordinal).ToArray();
        return $"{string.Join(", ", files.Take(Most))}{(files.Length > Most ? $" and {files.Length - Most} more" : "")}";
    }

    private sealed class Borrowed(GitRepository repository, DirectoryInfo directory) : IDisposable
    {
        public void Dispose()
        {
            repository.Dispose();
            directory.Delete(recursive: true);
        }
    }
}
