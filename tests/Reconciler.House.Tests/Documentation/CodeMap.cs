using System.Text.RegularExpressions;

namespace Reconciler.House.Tests.Documentation;

/// <summary>
/// <c>src/README.md</c> as the map of the code: a heading <c>### Reconciler.Core</c> for each project and below it a line
/// <c>- `Content/`: …</c> for each folder, and for none that is not there.
/// </summary>
internal static partial class CodeMap
{
    private const string File = "src/README.md";

    /// <param name="sources">Paths of the source and project files below <c>src</c>, from the root.</param>
    public static IEnumerable<string> Violations(string map, IEnumerable<string> sources)
    {
        var there = sources.Select(file => file.Split('/')).GroupBy(parts => parts[1], parts => string.Join('/', parts[2..^1]))
            .ToDictionary(project => project.Key, project => project.Where(folder => folder.Length > 0).ToHashSet());
        var sections = Sections(map);

        foreach (var (project, folders) in there)
        {
            if (!sections.TryGetValue(project, out var named))
            {
                yield return $"{File}: has no heading '### {project}'; say what the project is for.";
                continue;
            }

            foreach (var folder in folders.Except(named))
                yield return $"{File}: '### {project}' has no line '- `{folder}/`: …'; say what the folder is for.";
            foreach (var folder in named.Except(folders))
                yield return $"{File}: '### {project}' names `{folder}/`, which is not there; remove the line.";
        }

        foreach (var project in sections.Keys.Except(there.Keys))
            yield return $"{File}: describes {project}, which is not there; remove the section.";
    }

    private static Dictionary<string, HashSet<string>> Sections(string map) =>
        Projects().Matches(map).ToDictionary(
            section => section.Groups["project"].Value,
            section => Folders().Matches(section.Groups["body"].Value).Select(folder => folder.Groups["folder"].Value).ToHashSet());

    [GeneratedRegex(@"^### (?<project>Reconciler\.\w+)\s*\n(?<body>(?:(?!#).*(?:\n|$))*)", RegexOptions.Multiline)]
    private static partial Regex Projects();

    [GeneratedRegex("^- `(?<folder>[^`]+)/`:", RegexOptions.Multiline)]
    private static partial Regex Folders();
}
