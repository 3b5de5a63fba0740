using System.Text;
using Reconciler.Adapters.Git;
using Reconciler.Cli.Calls;
using Reconciler.Configuration;
using Reconciler.Engine.Reconciling;

namespace Reconciler.Cli.Workplaces;

/// <summary>A configuration file on this machine.</summary>
/// <param name="FullPath">Absolute.</param>
internal sealed record YamlFile(string FullPath, ConfigurationFile File)
{
    /// <summary>Replaces the file in one step; its mode stays.</summary>
    /// <exception cref="UsageException">It cannot be written, and is what it was.</exception>
    internal void Write(string text)
    {
        var beside = $"{FullPath}.{Guid.NewGuid():n}.tmp";
        try
        {
            System.IO.File.WriteAllText(beside, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            if (!OperatingSystem.IsWindows())
                System.IO.File.SetUnixFileMode(beside, System.IO.File.GetUnixFileMode(FullPath));
            System.IO.File.Replace(beside, FullPath, destinationBackupFileName: null);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            System.IO.File.Delete(beside);
            throw new UsageException($"{File.Path} cannot be written: {problem.Message}", problem);
        }
    }
}

/// <summary>Finds the files that <c>fmt</c> is about.</summary>
internal static class YamlFiles
{
    /// <param name="named">Empty: the configuration in the work tree.</param>
    /// <exception cref="UsageException">What was named is not there.</exception>
    internal static IEnumerable<YamlFile> Find(VerbContext context, string[] named) =>
        named.Length == 0 ? OfWorktree(context) : named.SelectMany(name => Named(name, context.Surroundings.WorkingDirectory));

    private static IEnumerable<YamlFile> OfWorktree(VerbContext context)
    {
        var values = CommonOptions.Read(context.Parsed, context.Surroundings);
        using var repository = GitRepository.Open(Path.GetFullPath(values.Repository ?? ".", context.Surroundings.WorkingDirectory));
        var snapshot = repository.Worktree();
        var path = Reconciliation.PathIn(snapshot, values.Revision.Path, repository.Name);
        var files = ConfigurationReader.OwnFiles(snapshot.ReadConfiguration(path), path);
        return [.. files.Select(file => new YamlFile(Path.Combine(repository.Name, file.Path), file))];
    }

    private static IEnumerable<YamlFile> Named(string name, string workingDirectory)
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

        if (!System.IO.File.Exists(path))
            throw new UsageException($"there is no file or directory {path}");

        if (new FileInfo(path).LinkTarget is { } target)
            throw new UsageException($"{path} is a link to {target}; name the file itself");

        var read = Read(path, workingDirectory);
        return ConfigurationFormat.IsOurs(read.File) ? [read] : throw new UsageException($"{path} is not a configuration of Reconciler (no 'apiVersion: reconciler/v1')");
    }

    private static YamlFile Read(string path, string workingDirectory)
    {
        try
        {
            return new(path, new(Path.GetRelativePath(workingDirectory, path).Replace('\\', '/'), System.IO.File.ReadAllBytes(path)));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{path} cannot be read: {problem.Message}", problem);
        }
    }
}
