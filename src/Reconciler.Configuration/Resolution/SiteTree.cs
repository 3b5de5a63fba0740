using Reconciler.Core.Resources;

namespace Reconciler.Configuration.Resolution;

/// <summary>What servers inherit from their site and the sites above it.</summary>
internal sealed class SiteTree
{
    private readonly Dictionary<string, Site> sites = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Inheritance> resolved = new(StringComparer.Ordinal);
    private readonly Inheritance ofEverybody;

    /// <param name="declared">May hold cycles and unknown parents, which are reported elsewhere.</param>
    /// <param name="everybody">What holds where no site says otherwise.</param>
    public SiteTree(IEnumerable<Site> declared, ServerSettings everybody)
    {
        ofEverybody = new(Labels.None, everybody);
        foreach (var site in declared)
            sites.TryAdd(site.Name.Value, site);
        Central = sites.Values.Where(site => site.Parent is null).MinBy(site => site.At)?.Name;
    }

    /// <summary>Null: the unnamed one.</summary>
    public SiteName? Central { get; }

    /// <param name="site">Null or unknown: none.</param>
    public Inheritance For(SiteName? site)
    {
        if (site is { } known && resolved.TryGetValue(known.Value, out var before))
            return before;

        var way = new Stack<Site>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var inheritance = ofEverybody;
        for (var name = site?.Value; name is not null && seen.Add(name);)
        {
            if (resolved.TryGetValue(name, out var above))
            {
                inheritance = above;
                break;
            }

            if (!sites.TryGetValue(name, out var declared))
                break;

            way.Push(declared);
            name = declared.Parent?.Name;
        }

        foreach (var declared in way)
        {
            inheritance = new(inheritance.Labels.OverriddenBy(declared.Labels), inheritance.Settings.OverriddenBy(declared.Servers));
            resolved[declared.Name.Value] = inheritance;
        }

        return inheritance;
    }
}
