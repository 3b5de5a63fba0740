using Reconciler.Cli.Calls;
using Reconciler.Cli.Workplaces;
using Reconciler.Core.Commits;
using Reconciler.Core.Placements;
using Reconciler.Core.Planning;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;
using Reconciler.Engine.Reconciling;

namespace Reconciler.Cli.Reports;

/// <summary>The lists, each within the scope that was asked for: a thing is listed when it has to do with one of its servers or packages.</summary>
internal sealed class Lists(VerbContext context, PlanMade made)
{
    private readonly DesiredPlacement desired = made.Desired;
    private readonly CommitInfo commit = made.Desired.Commit;
    private readonly ServerSet servers = made.Scope.ServersOf(made.Desired, made.Actual);

    private GroupExpansion Groups => desired.Groups;

    internal Task WritePackagesAsync() => new ListReport<DesiredPackage>(
            "packages",
            ListColumn<DesiredPackage>.Of("name", package => package.Package.Name.Value),
            ListColumn<DesiredPackage>.Of("version", package => string.Join(", ", package.Versions.Select(version => version.Name).OfType<string>()) is { Length: > 0 } names ? names : null),
            ListColumn<DesiredPackage>.Number("servers", package => desired.Wanted(package).Count),
            ListColumn<DesiredPackage>.Texts("to", package => package.Targets.Rules.SelectMany(rule => rule.To).Select(step => step.Reference.Name).Distinct()),
            ListColumn<DesiredPackage>.Of("source", package => string.Join(", ", package.Package.Versions.Select(version => version.Source.Name))),
            ListColumn<DesiredPackage>.Place("at", package => package.Package.At))
        .WriteAsync(context, commit, [.. desired.Packages.Values.Where(IsWithin)]);

    internal Task WriteServersAsync() => new ListReport<DistributionServer>(
            "servers",
            ListColumn<DistributionServer>.Of("name", server => server.Name.Value),
            ListColumn<DistributionServer>.Of("site", server => SiteOf(server)?.Value),
            ListColumn<DistributionServer>.Flag("default", server => server.IsDefault),
            ListColumn<DistributionServer>.Number("packages", server => desired.Packages.Values.Count(package => desired.Wanted(package).Contains(server.Name))),
            ListColumn<DistributionServer>.Of("address", server => server.Address.Value.Path),
            ListColumn<DistributionServer>.Place("at", server => server.At))
        .WriteAsync(context, commit, [.. desired.Resources.Servers.Where(server => servers.Contains(server.Name))]);

    internal Task WriteGroupsAsync() => new ListReport<string>(
            "groups",
            ListColumn<string>.Of("name", group => group),
            ListColumn<string>.Number("servers", group => (Groups[group] & servers).Count),
            ListColumn<string>.Texts("holds", Holds),
            ListColumn<string>.Place("at", group => Groups.FindGroup(group)?.At))
        .WriteAsync(context, commit, [.. new KnownNames(made).Groups.Where(group => made.Scope.IsEverything || Groups[group].Overlaps(servers))]);

    internal Task WriteSitesAsync() => new ListReport<Site>(
            "sites",
            ListColumn<Site>.Of("name", site => site.Name.Value),
            ListColumn<Site>.Of("parent", site => site.Parent?.Name),
            ListColumn<Site>.Number("servers", site => (Groups.OfSite(site.Name) & servers).Count),
            ListColumn<Site>.Texts("defaultServers", site => (Groups.DefaultServersOf(site.Name) & servers).ByName().Select(server => server.Value)) with { Title = "DEFAULT SERVERS" },
            ListColumn<Site>.Place("at", site => site.At))
        .WriteAsync(context, commit, [.. desired.Resources.Sites.Where(site => made.Scope.IsEverything || Groups.OfSite(site.Name).Overlaps(servers))]);

    internal Task WriteHoldsAsync() => new ListReport<PlanAction>(
            "holds",
            ListColumn<PlanAction>.Of("reason", action => action.Hold!.Reason.Word()),
            ListColumn<PlanAction>.Of("action", action => action.Kind.Word()),
            ListColumn<PlanAction>.Of("package", action => action.Package.Value),
            ListColumn<PlanAction>.Of("version", action => (action.To ?? action.From)?.Version),
            new("servers", PlanText.Servers, (writer, action) => writer.WriteServers("servers", action.Servers)),
            ListColumn<PlanAction>.Of("detail", action => action.Hold!.Until is { } until ? $"until {SuspensionText.Until(until)}: {action.Hold.Detail}" : action.Hold.Detail))
        .WriteAsync(context, commit, [.. made.Plan.Actions.Where(action => action.IsHeld)]);

    internal Task WriteApprovalsAsync(IReadOnlyList<ApprovalInForce> approvals) => new ListReport<ApprovalInForce>(
            "approvals",
            new("plan", given => given.Approval.Plan[..PlanHash.MinLength], (writer, given) => ApprovalJson.Write(writer, given.Approval)),
            ListColumn<ApprovalInForce>.OnlyText("by", given => given.Approval.Actor),
            ListColumn<ApprovalInForce>.OnlyText("at", given => Moment.Text(given.Approval.At)),
            ListColumn<ApprovalInForce>.OnlyText("expires", given => given.Approval.Expires is { } end ? Moment.Text(end) : "never"),
            ListColumn<ApprovalInForce>.Number("removals", given => given.Removals),
            ListColumn<ApprovalInForce>.Number("planned", given => given.Planned),
            ListColumn<ApprovalInForce>.OnlyText("reason", given => given.Approval.Reason))
        { None = "No approval is in force." }
        .WriteAsync(context, commit, approvals);

    private bool IsWithin(DesiredPackage package) =>
        made.Scope.Includes(package.Package.Name) && (made.Scope.HasAllServers || desired.Wanted(package).Overlaps(servers));

    private SiteName? SiteOf(DistributionServer server) => server.Site ?? Groups.CentralSite;

    private IEnumerable<string> Holds(string name) => Groups.FindGroup(name) is not { } group
        ? [name == ServerGroup.AllServers ? "every server" : "servers with default: true"]
        : group.Servers.Select(server => server.Name)
            .Concat(group.Groups.Select(inner => inner.Name))
            .Concat(group.Selector is { } selector ? [$"{{ {selector} }}"] : []);
}
