using Reconciler.Cli.Calls;
using Reconciler.Cli.Workplaces;
using Reconciler.Configuration;
using Reconciler.Engine.Reconciling;

namespace Reconciler.Cli.Verbs;

/// <summary>Finds the files that <c>fmt</c> is about.</summary>
internal static class YamlFiles
{
    /// <param name="named">Empty: the configuration in the work tree.</param>
    /// <exception cref="UsageException">What was named is not there.</exception>
    internal static IEnumerable<EditableFile> Find(VerbContext context, string[] named) =>
        named.Length == 0 ? OfWorktree(context) : named.SelectMany(name => Named(name, context.Surroundings.WorkingDirectory));

    private static IEnumerable<EditableFile> OfWorktree(VerbContext context)
    {
        var values = CommonOptions.Read(context.Parsed, context.Surroundings);
        using var repository = ConfigurationSource.OpenClone(values.Repository ?? ".", context.Surroundings);
        var snapshot = repository.Worktree();
        var path = ConfigurationPath.In(snapshot, values.Revision.Path, repository.Name);
        var files = ConfigurationReader.OwnFiles(snapshot.ReadConfiguration(path), path);
        return [.. files.Select(file => new EditableFile(Path.Combine(repository.Name, file.Path), file))];
    }

    private static IEnumerable<EditableFile> Named(string name, string workingDirectory)
    {
        var path = Path.GetFullPath(name, workingDirectory);
        if (Directory.Exists(path))
        {
            var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint };
            return Directory.EnumerateFiles(path, "*", options)
                .Where(file => ConfigurationReader.IsYaml(file) && !Path.GetRelativePath(path, file).Split(Path.DirectorySeparatorChar).Any(part => part.StartsWith('.')))
                .Order(StringComparer.Ordinal)
                .Select(file => Read(file, workingDirectory))
                .Where(file => ConfigurationFormat.IsOurs(file.File));
        }

        if (!File.Exists(path))
            throw new UsageException($"there is no file or directory {path}");

        if (new FileInfo(path).LinkTarget is { } target)
            throw new UsageException($"{path} is a link to {target}; name the file itself");

        var read = Read(path, workingDirectory);
        return ConfigurationFormat.IsOurs(read.File) ? [read] : throw new UsageException($"{path} is not a configuration of Reconciler (no 'apiVersion: reconciler/v1')");
    }

    private static EditableFile Read(string path, string workingDirectory)
    {
        try
        {
            return new(path, new(Path.GetRelativePath(workingDirectory, path).Replace('\\', '/'), File.ReadAllBytes(path)));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{path} cannot be read: {problem.Message}", problem);
        }
    }
}
