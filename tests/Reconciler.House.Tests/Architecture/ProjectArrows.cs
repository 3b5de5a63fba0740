using System.Xml.Linq;

namespace Reconciler.House.Tests.Architecture;

/// <summary>Cli → Adapters → Engine → Configuration → Core → nothing.</summary>
internal static class ProjectArrows
{
    /// <param name="file">For the message.</param>
    /// <param name="project">Without <c>Reconciler.</c>.</param>
    public static IEnumerable<string> Violations(string file, string project, string projectXml)
    {
        var level = Array.IndexOf(Repository.Projects, project);
        if (level < 0)
        {
            yield return $"{file}: the project '{project}' has no place in the order of references; give it one in {nameof(Repository)}.{nameof(Repository.Projects)} or make it a folder.";
            yield break;
        }

        foreach (var reference in XDocument.Parse(projectXml).Descendants("ProjectReference"))
        {
            var target = Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')).Replace("Reconciler.", "", StringComparison.Ordinal);
            var targetLevel = Array.IndexOf(Repository.Projects, target);
            if (targetLevel < 0 || targetLevel >= level)
                yield return $"{file}: refers to {target}; references point one way, Cli → Adapters → Engine → Configuration → Core. Move what is needed down, or put an interface there.";
        }
    }
}
