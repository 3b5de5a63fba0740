using Reconciler.Core.Placements;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Core.Planning;

/// <summary>Which holders of what is wanted are to be refreshed, and why. A cell with several reasons has the first of these.</summary>
/// <param name="targets">Null unless generations count for the package.</param>
internal sealed class Refreshes(DesiredPackage package, TransferPackage record, Targets? targets, ServerForms forms, Causes causes)
{
    internal ServerSet Stale => record.Interrupted | record.Drifted | Union(record.RefreshAsked, _ => true) | Moved | Reformed | Relaid | Renumbered | Outdated;

    private ServerSet Moved => Union(record.Holdings, IsMoved);

    private ServerSet Reformed => record.Holdings.Aggregate(record.Servers.Empty, (all, holding) => all | ReformedOf(holding));

    private ServerSet Relaid => record.Holdings.Aggregate(record.Servers.Empty, (all, holding) => all | RelaidOf(holding));

    private ServerSet Renumbered => ToRenumber().Aggregate(record.Servers.Empty, (all, part) => all | part.Servers);

    private ServerSet Outdated => targets is null ? record.Servers.Empty : Union(record.Holdings, holding => holding.Generation < targets.Generation);

    /// <returns>Disjoint.</returns>
    internal IEnumerable<(Cause Cause, ServerSet Servers)> ByCause(ServerSet refresh)
    {
        var remaining = refresh;
        foreach (var (servers, cause) in Reasons())
        {
            if (!remaining.Overlaps(servers))
                continue;

            yield return (cause(), remaining & servers);
            remaining -= servers;
        }
    }

    private IEnumerable<(ServerSet Servers, Func<Cause> Cause)> Reasons()
    {
        foreach (var unsure in record.Unsure)
            yield return (unsure.Servers, () => Cause.Of($"interrupted {Moment.Text(unsure.Since)}"));
        foreach (var asked in record.RefreshAsked)
            yield return (asked.Servers, () => Cause.Of($"refresh asked for {Moment.Text(asked.At)}{(asked.Reason is null ? "" : $": {asked.Reason}")}"));
        foreach (var holding in record.Holdings.Where(IsMoved))
            yield return (holding.Servers, () => causes.OfMove(package.Package, PathOf(holding)));
        foreach (var (holding, said, servers) in PermissionsToGive())
            yield return (servers, () => causes.OfPermissions(said, holding.Permissions));
        foreach (var (holding, said, servers) in LayoutsToGive())
            yield return (servers, () => causes.OfLayout(said, holding.Layout));
        foreach (var (version, shown, servers) in ToRenumber())
            yield return (servers, () => causes.OfVersion(version, shown));
        yield return (Outdated, OfAddedTarget);

        // The last: whatever else asks for a refresh repairs drift too, and only drift alone may be left alone.
        foreach (var proof in record.Proofs.Where(proof => proof.IsDrifted))
            yield return (proof.Servers, () => Cause.Of($"drift found {Moment.Text(proof.At)}") with { IsDrift = true });
    }

    /// <summary>The line is that of a target that does not hold the package yet; there may be none left when the refresh itself was late.</summary>
    private Cause OfAddedTarget()
    {
        var added = causes.OfPlacing(package, targets!.Servers - record.Held).Select(part => part.Cause).FirstOrDefault() ?? Cause.Of("");
        return added with { Fact = $"existing: refresh, and a server was added (targets {targets.Generation})" };
    }

    private IEnumerable<(Holding Holding, Setting<Permissions> Said, ServerSet Servers)> PermissionsToGive() =>
        from holding in record.Holdings
        let reformed = ReformedOf(holding)
        where !reformed.IsEmpty
        from said in forms.ByPermissions
        where reformed.Overlaps(said.Servers)
        select (holding, said.Said, reformed & said.Servers);

    /// <summary>Declared servers that give other permissions now than those of the placement.</summary>
    private ServerSet ReformedOf(Holding holding) => (holding.Servers & forms.Declared) - forms.With(holding.Permissions);

    private IEnumerable<(Holding Holding, Setting<Layout> Said, ServerSet Servers)> LayoutsToGive() =>
        from holding in record.Holdings
        let relaid = RelaidOf(holding)
        where !relaid.IsEmpty
        from said in forms.ByLayout
        where relaid.Overlaps(said.Servers)
        select (holding, said.Said, relaid & said.Servers);

    /// <summary>Declared servers that show packages in another way now than this placement.</summary>
    private ServerSet RelaidOf(Holding holding) => (holding.Servers & forms.Declared) - forms.With(holding.Layout);

    /// <summary>Where readers know a content by its version, and that is declared to be another one.</summary>
    private IEnumerable<(PackageVersion Version, string Shown, ServerSet Servers)> ToRenumber() =>
        from holding in record.Holdings
        where holding.Layout == Layout.Versions
        from version in package.Versions
        where version.Version.Name is { } name && name != holding.Version
        where version.Content is DesiredContent.Known known && known.Digest == holding.Digest
        let servers = holding.Servers & version.Servers & forms.With(Layout.Versions)
        where !servers.IsEmpty
        select (version.Version, holding.Version, servers);

    private bool IsMoved(Holding holding) => PathOf(holding) != package.Package.PublishAs;

    private string PathOf(Holding holding) => holding.PublishAs ?? record.Name.Value;

    private ServerSet Union<TGroup>(IEnumerable<TGroup> register, Func<TGroup, bool> which)
        where TGroup : class, IRegisterGroup<TGroup> =>
        register.Where(which).Aggregate(record.Servers.Empty, (all, group) => all | group.Servers);
}
