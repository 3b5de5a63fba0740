using System.Text;

namespace Reconciler.Testing;

/// <summary>
/// A repository made with the real <c>git</c>, on branch <c>main</c>. Authors and dates are fixed and the machine's configuration is not
/// read, so that the same steps give the same commit ids everywhere.
/// </summary>
public sealed class GitRepository : IDisposable
{
    private static readonly DateTimeOffset firstCommit = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly TemporaryDirectory? owned;
    private int commits;

    public GitRepository()
        : this(new TemporaryDirectory())
    {
    }

    /// <summary>Makes a repository of a directory that exists; it is not deleted at the end.</summary>
    public GitRepository(string directory)
    {
        RealPart.Require("git", "apt-get install git");
        Path = directory;
        Git("init", "--quiet", "--template=", "--initial-branch=main");
    }

    private GitRepository(TemporaryDirectory owned)
        : this(owned.Path) => this.owned = owned;

    /// <summary>Of the working tree.</summary>
    public string Path { get; }

    /// <param name="relativePath">With forward slashes.</param>
    public void Write(string relativePath, string text) => Write(relativePath, Encoding.UTF8.GetBytes(text));

    public void Write(string relativePath, byte[] bytes)
    {
        var file = FullPath(relativePath);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
        File.WriteAllBytes(file, bytes);
    }

    public void Delete(string relativePath)
    {
        var path = FullPath(relativePath);
        if (Directory.Exists(path))
            Directory.Delete(path, recursive: true);
        else
            File.Delete(path);
    }

    public void Link(string relativePath, string target) => File.CreateSymbolicLink(FullPath(relativePath), target);

    public void MakeExecutable(string relativePath)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(FullPath(relativePath), (UnixFileMode)Convert.ToInt32("755", 8));
    }

    /// <summary>Commits the whole working tree, even when nothing changed.</summary>
    /// <returns>The commit's id, 40 hexadecimal characters.</returns>
    public string Commit(string message = "change")
    {
        Git("add", "--all", "--force", ".");
        Git("commit", "--quiet", "--allow-empty", "--no-verify", "--message", message);
        commits++;
        return Head;
    }

    /// <summary>Commits a tree of <see cref="WriteTree"/> on top of the branch. The working tree stays as it is.</summary>
    public string CommitTree(string tree, string message = "change")
    {
        string[] parent = Run("rev-parse", "--quiet", "--verify", "HEAD").ExitCode == 0 ? ["-p", "HEAD"] : [];
        var commit = Git(["commit-tree", tree, "-m", message, .. parent]);
        commits++;
        Git("update-ref", "HEAD", commit);
        return commit;
    }

    /// <returns>The blob's id.</returns>
    public string WriteBlob(byte[] bytes) => Output(Command("hash-object", "-w", "--stdin") with { StandardInput = bytes });

    public string WriteBlob(string text) => WriteBlob(Encoding.UTF8.GetBytes(text));

    /// <returns>The tree's id.</returns>
    public string WriteTree(params GitTreeEntry[] entries)
    {
        using var lines = new MemoryStream();
        foreach (var entry in entries)
        {
            lines.Write(Encoding.ASCII.GetBytes($"{entry.Mode} {entry.ObjectType} {entry.ObjectId}\t"));
            lines.Write(entry.Name);
            lines.WriteByte(0);
        }

        return Output(Command("mktree", "-z", "--missing") with { StandardInput = lines.ToArray() });
    }

    public string Head => Git("rev-parse", "HEAD");

    /// <returns>Standard output without the line feed at its end.</returns>
    /// <exception cref="InvalidOperationException">Git refused; the message holds its words.</exception>
    public string Git(params string[] arguments) => Output(Command(arguments));

    /// <summary>As <see cref="Git"/>, for commands that may fail.</summary>
    public ProcessResult Run(params string[] arguments) => Command(arguments).Run();

    public void Dispose() => owned?.Dispose();

    private string FullPath(string relativePath) => System.IO.Path.Combine([Path, .. relativePath.Split('/')]);

    private static string Output(ProcessRun command) => command.Run().EnsureSuccess().StandardOutput.TrimEnd('\n');

    private ProcessRun Command(params string[] arguments) => new("git", arguments) { WorkingDirectory = Path, Variables = Variables() };

    private Dictionary<string, string?> Variables()
    {
        var date = firstCommit.AddMinutes(commits).ToString("yyyy-MM-ddTHH:mm:ssZ");
        return new()
        {
            ["GIT_CONFIG_GLOBAL"] = OperatingSystem.IsWindows() ? "NUL" : "/dev/null",
            ["GIT_CONFIG_NOSYSTEM"] = "1",
            ["GIT_TERMINAL_PROMPT"] = "0",
            ["GIT_AUTHOR_NAME"] = "Ada Author",
            ["GIT_AUTHOR_EMAIL"] = "ada@example.com",
            ["GIT_AUTHOR_DATE"] = date,
            ["GIT_COMMITTER_NAME"] = "Ada Author",
            ["GIT_COMMITTER_EMAIL"] = "ada@example.com",
            ["GIT_COMMITTER_DATE"] = date,
            // A test may itself be started by a Git hook, which points these at another repository.
            ["GIT_DIR"] = null,
            ["GIT_WORK_TREE"] = null,
            ["GIT_INDEX_FILE"] = null,
            ["GIT_OBJECT_DIRECTORY"] = null,
        };
    }
}
