namespace Reconciler.House.Tests;

/// <summary>The repository that these tests were built from.</summary>
internal static class Repository
{
    private static readonly HashSet<string> notOurs = ["bin", "obj", "artifacts", "TestResults", ".git", ".vs", ".idea"];

    public static string Root { get; } = FindRoot();

    /// <summary>The projects below <c>src</c> from the bottom up, without <c>Reconciler.</c>; each may refer to those before it.</summary>
    public static string[] Projects { get; } = ["Core", "Configuration", "Engine", "Adapters", "Cli"];

    /// <summary>Paths from the root, with forward slashes, of everything that is not built or ignored.</summary>
    public static IEnumerable<string> Files { get; } = [.. Walk(new DirectoryInfo(Root)).Order(StringComparer.Ordinal)];

    public static IEnumerable<string> SourceFiles { get; } =
        [.. Files.Where(file => file.EndsWith(".cs", StringComparison.Ordinal) && (file.StartsWith("src/", StringComparison.Ordinal) || file.StartsWith("tests/", StringComparison.Ordinal)))];

    public static string Read(string file) => File.ReadAllText(FullPath(file));

    public static string FullPath(string file) => Path.Combine(Root, file);

    public static string AssemblyFile(string project) =>
        Path.Combine(AppContext.BaseDirectory, project == "Cli" ? "reconciler.dll" : $"Reconciler.{project}.dll");

    private static string FindRoot()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (File.Exists(Path.Combine(directory.FullName, "Reconciler.sln")))
                return directory.FullName;
        }

        throw new InvalidOperationException($"No Reconciler.sln above {AppContext.BaseDirectory}: these tests read the sources that they were built from.");
    }

    private static IEnumerable<string> Walk(DirectoryInfo directory)
    {
        foreach (var entry in directory.EnumerateFileSystemInfos())
        {
            if (entry is FileInfo && !entry.Name.Contains(".received.", StringComparison.Ordinal))
                yield return Path.GetRelativePath(Root, entry.FullName).Replace('\\', '/');
            else if (entry is DirectoryInfo { LinkTarget: null } below && !notOurs.Contains(below.Name))
            {
                foreach (var file in Walk(below))
                    yield return file;
            }
        }
    }
}
