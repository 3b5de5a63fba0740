using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Reconciler.House.Tests.Packages;

/// <summary>Each version stands once, in <c>Directory.Packages.props</c>, and is exact: a feed may hand out another one than was asked for.</summary>
internal static partial class VersionPins
{
    public static IEnumerable<string> Violations(string file, string propsXml)
    {
        var versions = XDocument.Parse(propsXml).Descendants("PackageVersion").Select(pin => (Package: pin.Attribute("Include")!.Value, Version: pin.Attribute("Version")!.Value)).ToArray();
        foreach (var (package, version) in versions.Where(pin => !Exact().IsMatch(pin.Version)))
            yield return $"{file}: {package} has the version '{version}'; write an exact one, '[x.y.z]'.";
        foreach (var twice in versions.GroupBy(pin => pin.Package, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
            yield return $"{file}: {twice.Key} stands {twice.Count()} times; leave one.";
    }

    public static IEnumerable<string> ProjectViolations(string file, string projectXml) =>
        from reference in XDocument.Parse(projectXml).Descendants("PackageReference")
        from attribute in reference.Attributes()
        where attribute.Name.LocalName is "Version" or "VersionOverride"
        select $"{file}: {reference.Attribute("Include")?.Value} has a {attribute.Name.LocalName}; versions stand in Directory.Packages.props.";

    [GeneratedRegex(@"^\[[0-9]+(\.[0-9]+){1,3}(-[0-9A-Za-z.-]+)?\]$")]
    private static partial Regex Exact();
}
