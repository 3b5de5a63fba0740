using Reconciler.Configuration.Declarations;
using Reconciler.Configuration.Model;
using Reconciler.Configuration.Yaml;
using Reconciler.Core.Diagnostics;
using Reconciler.Core.Resources;

namespace Reconciler.Configuration.Checks;

/// <summary>Every name that is taken, by what it names. Exact: references match case.</summary>
internal sealed class NameTable
{
    private readonly HashSet<string> sites = new(StringComparer.Ordinal);
    private readonly HashSet<string> servers = new(StringComparer.Ordinal);
    private readonly HashSet<string> groups = new([ServerGroup.DefaultServers, ServerGroup.AllServers], StringComparer.Ordinal);

    public IReadOnlySet<string> Sites => sites;

    public IReadOnlySet<string> Servers => servers;

    /// <summary>With the built-in ones.</summary>
    public IReadOnlySet<string> Groups => groups;

    /// <summary>Reports names that are taken twice without regard to case, and those of built-in groups.</summary>
    public static NameTable Of(IEnumerable<DeclaredName> names, ProblemList problems)
    {
        var table = new NameTable();
        var first = new Dictionary<(string Space, string Name), DeclaredName>();
        foreach (var name in names)
        {
            table.Add(name);
            if (name.Kind == ResourceModel.Policy.Name)
                CheckPolicyName(name, problems);

            var space = SpaceOf(name.Kind);
            if (space == ResourceModel.ServerGroup.Name && IsBuiltIn(name.Name))
                problems.Add(ReferenceDiagnostics.ReservedName(name.Span, name.Name));
            else if (!first.TryAdd((space, name.Name.ToUpperInvariant()), name))
                problems.Add(Duplicate(name, first[(space, name.Name.ToUpperInvariant())]));
        }

        return table;
    }

    private void Add(DeclaredName name)
    {
        if (name.Kind == ResourceModel.Site.Name)
            sites.Add(name.Name);
        else if (name.Kind == ResourceModel.DistributionServer.Name)
            servers.Add(name.Name);
        else if (name.Kind == ResourceModel.ServerGroup.Name)
            groups.Add(name.Name);
    }

    private static Diagnostic Duplicate(DeclaredName name, DeclaredName first) =>
        name.Kind == ResourceModel.Policy.Name
            ? ReferenceDiagnostics.SecondPolicy(name.Span, first.Span)
            : ReferenceDiagnostics.DuplicateName(name.Span, name.Name, first.Kind, first.Name, first.Span);

    private static void CheckPolicyName(DeclaredName name, ProblemList problems)
    {
        if (name.Name != "default")
            problems.Add(ReferenceDiagnostics.PolicyName(name.Span, name.Name));
    }

    /// <summary>Kinds of the same space cannot share a name; all Policies share one place.</summary>
    private static string SpaceOf(string kind) => kind == ResourceModel.DistributionServer.Name ? ResourceModel.ServerGroup.Name : kind;

    private static bool IsBuiltIn(string name) =>
        name.Equals(ServerGroup.DefaultServers, StringComparison.OrdinalIgnoreCase) || name.Equals(ServerGroup.AllServers, StringComparison.OrdinalIgnoreCase);
}
