using Reconciler.Configuration.Ignore;
using Reconciler.Configuration.Yaml;
using Reconciler.Core.Content;
using Reconciler.Core.Diagnostics;

namespace Reconciler.Configuration;

/// <summary>Which files below the configuration path are left out: those in dot directories, and what <c>.reconcilerignore</c> files list in the syntax of <c>.gitignore</c>.</summary>
public sealed class ReconcilerIgnore
{
    public const string FileName = IgnoreFile.Name;

    private readonly string configurationPath;
    private readonly Dictionary<string, IgnoreFile> byDirectory;

    private ReconcilerIgnore(string configurationPath, Dictionary<string, IgnoreFile> byDirectory, IReadOnlyList<Diagnostic> diagnostics)
    {
        this.configurationPath = configurationPath;
        this.byDirectory = byDirectory;
        Diagnostics = diagnostics;
    }

    /// <summary>What is wrong with the ignore files.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; }

    /// <param name="files">Those that are not called <see cref="FileName"/> are passed over.</param>
    /// <param name="configurationPath">From the repository's root; empty for the root itself.</param>
    public static ReconcilerIgnore Read(IEnumerable<ConfigurationFile> files, string configurationPath)
    {
        var problems = new ProblemList();
        var byDirectory = new Dictionary<string, IgnoreFile>(StringComparer.Ordinal);
        foreach (var file in files.Where(file => IsIgnoreFile(file.Path)).OrderBy(file => file.Path, StringComparer.Ordinal))
        {
            var read = IgnoreFile.Read(file.Path, file.Read().Span, problems);
            byDirectory.TryAdd(read.Directory, read);
        }

        return new(configurationPath, byDirectory, problems.Diagnostics);
    }

    public static bool IsIgnoreFile(string path) => path == FileName || path.EndsWith("/" + FileName, StringComparison.Ordinal);

    /// <param name="path">Of a file, from the repository's root.</param>
    public bool IsIgnored(string path)
    {
        if (LiesInDotDirectory(path))
            return true;

        // What lies in a directory that is left out cannot be brought back, so that the way goes down from the top.
        for (var slash = path.IndexOf('/', StringComparison.Ordinal); slash >= 0; slash = path.IndexOf('/', slash + 1))
        {
            if (IsListed(path.AsSpan(0, slash), isDirectory: true))
                return true;
        }

        return IsListed(path, isDirectory: false);
    }

    /// <remarks>The ignore file nearest to the path decides, if it says anything.</remarks>
    private bool IsListed(ReadOnlySpan<char> path, bool isDirectory)
    {
        if (byDirectory.Count == 0)
            return false;

        var files = byDirectory.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var directory = path; !directory.IsEmpty;)
        {
            directory = directory[..Math.Max(0, directory.LastIndexOf('/'))];
            if (files.TryGetValue(directory, out var file) && file.Decides(path, isDirectory) is { } isListed)
                return isListed;
        }

        return false;
    }

    private bool LiesInDotDirectory(string path)
    {
        var isInside = configurationPath.Length > 0 && EntryPath.IsSameOrBelow(path, configurationPath) && path.Length > configurationPath.Length;
        var below = isInside ? path[(configurationPath.Length + 1)..] : path;
        return below.Split('/').SkipLast(1).Any(part => part.StartsWith('.'));
    }
}
