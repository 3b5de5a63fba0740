using Reconciler.Core.Resources;

namespace Reconciler.Configuration.Declarations;

/// <summary>Everything that the documents declare, in the order of files and lines.</summary>
internal sealed class DeclaredResources
{
    /// <summary>Also those whose spec was refused, so that references to them are good.</summary>
    public List<DeclaredName> Names { get; } = [];

    public List<Site> Sites { get; } = [];

    public List<DeclaredServer> Servers { get; } = [];

    public List<ServerGroup> Groups { get; } = [];

    public List<DeclaredPackage> Packages { get; } = [];

    public List<DeclaredPolicy> Policies { get; } = [];

    public void Add(DeclaredResources more)
    {
        Names.AddRange(more.Names);
        Sites.AddRange(more.Sites);
        Servers.AddRange(more.Servers);
        Groups.AddRange(more.Groups);
        Packages.AddRange(more.Packages);
        Policies.AddRange(more.Policies);
    }
}
