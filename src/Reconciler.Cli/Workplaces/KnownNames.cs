using Reconciler.Core.Diagnostics;
using Reconciler.Core.Resources;
using Reconciler.Engine.Reconciling;

namespace Reconciler.Cli.Workplaces;

/// <summary>Names that a question may be about: what the commit declares, and what only the records know.</summary>
internal sealed class KnownNames(PlanMade made)
{
    private readonly ResourceSet resources = made.Desired.Resources;

    internal IEnumerable<string> Packages => resources.Packages.Select(package => package.Name)
        .Concat(made.Actual.Packages.Keys).Concat(made.Actual.Corrupt.Keys)
        .Distinct().Order().Select(package => package.Value);

    internal IEnumerable<string> Servers => resources.Servers.Select(server => server.Name).Concat(made.Actual.Facts.Keys)
        .Distinct().Order().Select(server => server.Value);

    internal IEnumerable<string> Groups =>
        resources.Groups.Select(group => group.Name.Value).Concat([ServerGroup.AllServers, ServerGroup.DefaultServers]).Order(StringComparer.Ordinal);

    internal IEnumerable<string> Sites => resources.Sites.Select(site => site.Name.Value);

    internal PackageName Package(string name) => new(Checked("package", name, Packages));

    internal ServerName Server(string name) => new(Checked("server", name, Servers));

    internal string Group(string name) => Checked("group", name, Groups);

    internal SiteName Site(string name) => new(Checked("site", name, Sites));

    /// <param name="kind">What was looked for: <c>group or package</c>.</param>
    internal UsageException Unknown(string kind, string name, IEnumerable<string> known)
    {
        var nearest = NearestName.Of(name, known.Order(StringComparer.Ordinal));
        return new($"there is no {kind} '{name}' at {made.Desired.Commit.ShortId}{NearestName.Question(nearest)}");
    }

    /// <summary>For a word of the command line, of which there are few.</summary>
    internal static UsageException NoSuch(string kind, string word, string[] known) =>
        new($"there is no {kind} '{word}'{(NearestName.Of(word, known) is { } nearest ? NearestName.Question(nearest) : $"; there are: {string.Join(", ", known)}")}");

    private string Checked(string kind, string name, IEnumerable<string> known)
    {
        var names = known.ToArray();
        return names.Contains(name, StringComparer.Ordinal) ? name : throw Unknown(kind, name, names);
    }
}
