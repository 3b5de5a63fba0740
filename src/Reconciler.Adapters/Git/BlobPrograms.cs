using System.ComponentModel;
using System.Diagnostics;
using Reconciler.Adapters.Processes;
using Reconciler.Core.Diagnostics;
using Reconciler.Core.Planning;
using Reconciler.Engine.Repositories;

namespace Reconciler.Adapters.Git;

/// <summary>The programs that write a large blob to their standard output.</summary>
/// <param name="Own">The program of which <see cref="BlobProcess.Verb"/> is a verb.</param>
/// <param name="Git">Needs a few megabytes for a blob of any size, as long as it is stored whole.</param>
internal sealed record BlobPrograms(string Own, string Git)
{
    internal static BlobPrograms Usual { get; } = new(OwnProgram.File, "git");

    /// <exception cref="SourceException">It cannot be started.</exception>
    internal Process StartOwn(string gitDirectory, SourceEntry entry, SourcePosition at)
    {
        try
        {
            return Start(new(Own, [BlobProcess.Verb, gitDirectory, entry.Stamp]));
        }
        catch (Win32Exception e)
        {
            throw new SourceException(GitDiagnostics.BlobNotRead(at, entry.Path, $"'{Own} {BlobProcess.Verb}' cannot be started ({e.Message})"), SourceFault.Failed, e);
        }
    }

    /// <param name="limit">Above which git is needed.</param>
    /// <exception cref="SourceException">It is not installed.</exception>
    internal Process StartGit(string gitDirectory, SourceEntry entry, SourcePosition at, long limit)
    {
        var start = new ProcessStartInfo(Git, ["--git-dir", gitDirectory, "cat-file", "blob", entry.Stamp]);
        // What the surroundings or the repository say must not change what is read, and nothing is fetched from elsewhere.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("GIT_", StringComparison.Ordinal)).ToArray())
            start.Environment.Remove(name);
        foreach (var (name, value) in (IEnumerable<(string, string)>)
        [
            ("GIT_CONFIG_NOSYSTEM", "1"), ("GIT_CONFIG_GLOBAL", "/dev/null"), ("GIT_NO_REPLACE_OBJECTS", "1"), ("GIT_NO_LAZY_FETCH", "1"), ("GIT_ALLOW_PROTOCOL", "none"), ("LC_ALL", "C"),
        ])
            start.Environment[name] = value;

        try
        {
            return Start(start);
        }
        catch (Win32Exception e)
        {
            throw new SourceException(GitDiagnostics.BlobNeedsGit(at, entry.Path, ByteSize.Text(entry.SizeBytes), ByteSize.Text(limit)), SourceFault.Failed, e);
        }
    }

    private static Process Start(ProcessStartInfo start)
    {
        (start.RedirectStandardInput, start.RedirectStandardOutput, start.RedirectStandardError) = (true, true, true);
        return Process.Start(start)!;
    }
}
