using System.Collections.Immutable;
using Reconciler.Configuration.Values;
using Reconciler.Core.Placements;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;
using Reconciler.Engine.Reconciling;

namespace Reconciler.Cli.Reports;

/// <summary>Groups, sites and the policy as <c>show</c> prints them.</summary>
internal sealed class ShownResources(PlanMade made)
{
    private readonly DesiredPlacement desired = made.Desired;

    internal ShownThing Group(string name)
    {
        var group = desired.Groups.FindGroup(name);
        var members = ShownField.Of("members", Names(desired.Groups[name]));
        ImmutableArray<ShownField> fields = group is null
            ? [ShownField.Of("holds", name == ServerGroup.AllServers ? "every declared server" : "every server with default: true")]
            :
            [
                ShownField.Of("servers", group.Servers),
                ShownField.Of("groups", group.Groups),
                ShownField.Of("selector", group.Selector?.ToString()).SaidAt(group.SelectorAt),
            ];
        return new("group", name, group?.At, [new(null, "fields", fields), new("As of this commit", "now", [ShownField.Of("count", desired.Groups[name].Count), members])])
        {
            Note = group is null ? "built in" : null,
        };
    }

    internal ShownThing Site(SiteName name)
    {
        var site = desired.Resources.Sites.Single(site => site.Name == name);
        var below = desired.Groups.SelfAndDescendants(name).Skip(1).Select(other => other.Value).Order(StringComparer.Ordinal);
        var own = site.Servers;
        return new("site", name.Value, site.At,
        [
            new(null, "fields",
            [
                ShownField.Of("parent", site.Parent?.Name ?? "none: the central site"),
                ShownField.Of("labels", Pairs(site.Labels)),
            ]),
            new("For every server of the site and below, unless it says otherwise", "servers",
            [
                .. own.Address is { } address ? [ShownField.Of("address", address.Value).SaidAt(address.At)] : Array.Empty<ShownField>(),
                .. own.MaxConcurrentCopies is { } copies ? [ShownField.Of("maxConcurrentCopies", copies.Value).SaidAt(copies.At)] : Array.Empty<ShownField>(),
                .. own.Retain is { } retain ? [ShownField.Of("retain", retain.Value).SaidAt(retain.At)] : Array.Empty<ShownField>(),
                .. own.Permissions is { } permissions ? [ShownField.Of("permissions", permissions.Value.Describe()).SaidAt(permissions.At)] : Array.Empty<ShownField>(),
                .. own.CaseInsensitive is { } ignoresCase ? [ShownField.Of("caseInsensitive", ignoresCase.Value).SaidAt(ignoresCase.At)] : Array.Empty<ShownField>(),
                .. own.AcceptNonAtomic is { } accepts ? [ShownField.Of("acceptNonAtomic", accepts.Value).SaidAt(accepts.At)] : Array.Empty<ShownField>(),
                .. own.Layout is { } layout ? [ShownField.Of("layout", layout.Value.Word()).SaidAt(layout.At)] : Array.Empty<ShownField>(),
                .. own.Credentials is { } credentials ? [ShownField.Of("credentials", credentials.Value).SaidAt(credentials.At)] : Array.Empty<ShownField>(),
            ]),
            new("As of this commit", "now",
            [
                ShownField.Of("members", Names(desired.Groups.OfSite(name))),
                ShownField.Of("defaultServers", Names(desired.Groups.DefaultServersOf(name))),
                ShownField.Of("sitesBelow", below),
            ]),
        ]);
    }

    internal ShownThing Policy()
    {
        var policy = desired.Resources.Policy;
        return new("policy", "default", null,
        [
            new(null, "fields",
            [
                ShownField.Of("prune", policy.Prune),
                ShownField.Of("removalGrace", DurationText.Write(policy.RemovalGrace)),
                ShownField.Of("maxRemovals.perPlan", policy.MaxRemovals.PerPlan.ToString()),
                ShownField.Of("maxRemovals.perPackage", policy.MaxRemovals.PerPackage.ToString()),
                ShownField.Of("maxRemovals.perServer", policy.MaxRemovals.PerServer.ToString()),
                ShownField.Of("verify.every", DurationText.Write(policy.VerifyEvery)),
                ShownField.Of("verify.proof", policy.VerifyProof.Word()),
                ShownField.Of("ignoreExtra", policy.IgnoreExtra),
            ]),
        ]);
    }

    internal static IEnumerable<string> Names(ServerSet servers) => servers.ByName().Select(server => server.Value);

    internal static IEnumerable<string> Pairs(Labels labels) => labels.Select(pair => $"{pair.Key}: {pair.Value}");
}
