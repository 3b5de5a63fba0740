namespace Reconciler.Cli.Tests.EndToEnd.Pipelines;

/// <summary>The files of this repository, from its root.</summary>
internal static class SourceTree
{
    internal static string Root { get; } = Find();

    internal static string Action { get; } = PathOf(".github/actions/plan");

    internal static string Scripts { get; } = PathOf("examples/pipelines");

    internal static string PathOf(string file) => Path.Combine(Root, file);

    private static string Find()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory!.FullName, "Reconciler.sln")))
            directory = directory.Parent;
        return directory.FullName;
    }
}
