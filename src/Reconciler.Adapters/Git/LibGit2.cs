using LibGit2Sharp;
using Reconciler.Engine.Repositories;

namespace Reconciler.Adapters.Git;

/// <summary>How this process uses libgit2: only what the repository itself says counts, and nothing that it says is executed.</summary>
internal static class LibGit2
{
    private static readonly Lazy<bool> hermetic = new(IgnoreSurroundings);

    /// <summary>Opens a repository by its own <c>.git</c> directory.</summary>
    /// <exception cref="RepositoryException">It belongs to somebody else, or has a format that libgit2 cannot read.</exception>
    internal static Repository Open(string gitDirectory, string name)
    {
        MakeHermetic();
        try
        {
            return new Repository(gitDirectory);
        }
        catch (LibGit2SharpException e)
        {
            throw Refused(name, e);
        }
    }

    /// <summary>Whoever does not come in through <see cref="Open"/> calls this first.</summary>
    internal static void MakeHermetic() => _ = hermetic.Value;

    /// <summary>Walks upwards as git does. libgit2's own search answers "none" in a natively compiled program, so that it is not asked.</summary>
    /// <returns>The work tree or bare repository around <paramref name="path"/>; null when there is none.</returns>
    internal static string? Discover(string path)
    {
        for (var directory = new DirectoryInfo(path); directory is not null; directory = directory.Parent)
        {
            var inside = Path.Combine(directory.FullName, ".git");
            if (Directory.Exists(inside) || File.Exists(inside) || IsBare(directory.FullName))
                return directory.FullName;
        }

        return null;
    }

    private static bool IsBare(string directory) =>
        File.Exists(Path.Combine(directory, "HEAD")) && Directory.Exists(Path.Combine(directory, "objects")) && Directory.Exists(Path.Combine(directory, "refs"));

    /// <summary>What a damaged or foreign repository makes of an operation on <paramref name="name"/>.</summary>
    internal static RepositoryException Refused(string name, LibGit2SharpException e) => new(
        name,
        e.Message.Contains("not owned by current user", StringComparison.Ordinal)
            ? $"The repository {name} belongs to another user. Whoever can write there decides what is placed, so it is not read: "
                + "run as its owner, give it to yours with 'chown -R', or clone it and use the clone"
            : $"The repository {name} cannot be read: {e.Message.TrimEnd('.')}. 'git fsck' shows what is damaged",
        e);

    // The settings of whoever runs this, and of the machine, would make the same commit mean different things in different places. Owners are
    // checked as git does it; a 'safe.directory' of such settings therefore does not count.
    private static bool IgnoreSurroundings()
    {
        foreach (var level in (ConfigurationLevel[])[ConfigurationLevel.Global, ConfigurationLevel.Xdg, ConfigurationLevel.System, ConfigurationLevel.ProgramData])
            GlobalSettings.SetConfigSearchPaths(level, "/nonexistent");
        GlobalSettings.SetOwnerValidation(true);
        return true;
    }
}
