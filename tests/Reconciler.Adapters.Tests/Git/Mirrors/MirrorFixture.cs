using System.Text;
using Reconciler.Adapters.Git.Mirrors;
using Reconciler.Core.Resources;
using Reconciler.Engine.Repositories;
using Reconciler.Testing;
using RemoteRepository = Reconciler.Testing.GitRepository;

namespace Reconciler.Adapters.Tests.Git.Mirrors;

/// <summary>A remote repository made with the real git, and a state directory with mirrors.</summary>
internal sealed class MirrorFixture : IDisposable
{
    private readonly TemporaryDirectory home = new();

    internal MirrorFixture()
    {
        Remote = new(home.CreateDirectory("served/viewer"));
    }

    internal RemoteRepository Remote { get; }

    /// <summary>The directory that holds <see cref="Remote"/>.</summary>
    internal string Served => home.Combine("served");

    /// <summary>Of all mirrors.</summary>
    internal string Mirrors => home.Combine("git");

    internal FetchLimits Limits { get; set; } = new(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(20), 10_000, TimeSpan.FromSeconds(60));

    internal string? SshCommand { get; set; }

    internal RemoteAccess Access { get; set; } = RemoteAccess.Usual;

    internal string FirstCommit()
    {
        Remote.Write("bin/viewer.txt", "viewer 1\n");
        return Remote.Commit("Begin");
    }

    /// <summary>Bytes that cannot be compressed, so that a pack has their size.</summary>
    internal string CommitNoise(int bytes)
    {
        var noise = new byte[bytes];
        new Random(7).NextBytes(noise);
        Remote.Write("noise.bin", noise);
        return Remote.Commit("Noise");
    }

    /// <param name="except">A branch that is left out.</param>
    internal GitMirror Mirror(string? url = null, string? except = null)
    {
        Assert.True(GitUrl.TryParse(url ?? Remote.Path, out var parsed, out var problem), problem);
        return new GitMirrors(Mirrors, FetchProgram.Own(SshCommand), Limits, TimeProvider.System).Of(parsed, Access, except);
    }

    internal static Task FetchAsync(GitMirror mirror, params string[] references) => mirror.FetchAsync([.. references], TestContext.Current.CancellationToken);

    internal async Task<string> FailureAsync(GitMirror mirror) =>
        (await Assert.ThrowsAsync<RepositoryException>(() => FetchAsync(mirror))).Message.Replace(home.Path, "<home>", StringComparison.Ordinal);

    /// <summary>What a file of the remote holds at a revision, by the mirror.</summary>
    internal static string Read(GitMirror mirror, string? revision, string file = "bin/viewer.txt")
    {
        using var repository = mirror.Open();
        return RepositoryFixture.Text(repository.At(revision).FindSource(RepositoryFixture.Source(file))!, Path.GetFileName(file));
    }

    internal static string? CommitAt(GitMirror mirror, string? revision)
    {
        using var repository = mirror.Open();
        return repository.At(revision).Commit.Id;
    }

    /// <summary>Nothing of a fetch that was ended is there: no parts of packs, no locks of libgit2, no processes.</summary>
    internal async Task AssertNothingIsLeftAsync()
    {
        var files = Directory.Exists(Mirrors) ? Directory.EnumerateFiles(Mirrors, "*", SearchOption.AllDirectories) : [];
        Assert.DoesNotContain(files, file => Path.GetFileName(file).StartsWith("pack_git2_", StringComparison.Ordinal)
            || (file.EndsWith(".lock", StringComparison.Ordinal) && Path.GetDirectoryName(file) != Mirrors));
        for (var i = 0; Fetching().Length > 0; i++)
        {
            Assert.True(i < 50, $"still running: {string.Join(", ", Fetching())}");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Processes that fetch into these mirrors, and all of their sessions.</summary>
    internal int[] Fetching()
    {
        var leaders = ChildrenThatFetch().ToHashSet();
        return [.. Processes().Where(process => leaders.Contains(process.Id) || leaders.Contains(process.Session) || sessions.Contains(process.Session)).Select(process => process.Id)];
    }

    /// <summary>Waits for a fetching process to have begun a session of its own, and remembers the session.</summary>
    internal async Task<int> FetchingProcessAsync()
    {
        while (true)
        {
            foreach (var (id, session) in Processes().Where(process => process.Id == process.Session))
            {
                if (IsOurs(id) && sessions.Add(session))
                    return id;
            }

            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    private readonly HashSet<int> sessions = [];

    public void Dispose() => home.Dispose();

    private IEnumerable<int> ChildrenThatFetch() => Processes().Select(process => process.Id).Where(IsOurs);

    // The request is on the standard input, where nobody sees it; the mirror's lock is open in this process.
    private bool IsOurs(int id)
    {
        try
        {
            return CommandLine(id).Contains(FetchingProcess.Verb, StringComparison.Ordinal)
                && Directory.EnumerateFiles($"/proc/{id}/fd").Any(file => new FileInfo(file).LinkTarget?.StartsWith(Mirrors, StringComparison.Ordinal) == true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static string CommandLine(int id) => Encoding.UTF8.GetString(File.ReadAllBytes($"/proc/{id}/cmdline"));

    private static IEnumerable<(int Id, int Session)> Processes()
    {
        foreach (var directory in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(directory), out var id) && Stat(directory) is { } stat && stat[0] != "Z")
                yield return (id, int.Parse(stat[3]));
        }
    }

    /// <returns>The fields behind the name: state, parent, group, session.</returns>
    private static string[]? Stat(string directory)
    {
        try
        {
            var text = File.ReadAllText(Path.Combine(directory, "stat"));
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
