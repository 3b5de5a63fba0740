using System.Text.Json;

namespace Reconciler.Testing;

/// <summary>Reads a directory as clients do: by paths, with what .NET has.</summary>
public static class TreeReader
{
    /// <returns>Text by file, <c>-> target</c> for a link, <c>/</c> for an empty directory; null when there is no such directory.</returns>
    public static SortedDictionary<string, string>? Read(string directory)
    {
        if (!Directory.Exists(directory))
            return null;

        var entries = new SortedDictionary<string, string>(StringComparer.Ordinal);
        Read(new DirectoryInfo(directory), "", entries);
        return entries;
    }

    /// <summary>As <see cref="Read(string)"/>, of the version that <c>current.json</c> in the directory names; of the directory itself where there is no such file.</summary>
    public static SortedDictionary<string, string>? ReadCurrent(string directory) => Read(FindCurrent(directory) ?? directory);

    /// <returns>Null when nothing points to a version.</returns>
    public static string? FindCurrent(string directory)
    {
        var pointer = Path.Combine(directory, "current.json");
        if (!File.Exists(pointer))
            return null;

        using var document = JsonDocument.Parse(File.ReadAllBytes(pointer));
        return Path.Combine(directory, document.RootElement.GetProperty("version").GetString()!);
    }

    private static void Read(DirectoryInfo directory, string prefix, SortedDictionary<string, string> entries)
    {
        foreach (var info in directory.EnumerateFileSystemInfos())
        {
            var path = prefix + info.Name;
            if (info.LinkTarget is { } target)
                entries[path] = $"-> {target}";
            else if (info is FileInfo file)
                entries[path] = File.ReadAllText(file.FullName);
            else if (!Directory.EnumerateFileSystemEntries(info.FullName).Any())
                entries[path] = "/";
            else
                Read((DirectoryInfo)info, path + "/", entries);
        }
    }
}
