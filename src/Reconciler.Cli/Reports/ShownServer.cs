using System.Collections.Immutable;
using Reconciler.Cli.Terminals;
using Reconciler.Cli.Workplaces;
using Reconciler.Core.Placements;
using Reconciler.Core.Planning;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Reconciling;

namespace Reconciler.Cli.Reports;

/// <summary>A server as <c>show</c> prints it: every effective value with where it comes from, what its kind can do, and what is recorded.</summary>
internal sealed class ShownServer(Workplace workplace, PlanMade made)
{
    private readonly DesiredPlacement desired = made.Desired;

    internal ShownThing Of(ServerName name)
    {
        var document = desired.Resources.Servers.FirstOrDefault(server => server.Name == name);
        var record = new ShownSection("Record", "record", Record(name));
        return document is null
            ? new("server", name.Value, null, [record]) { Note = $"not declared at {desired.Commit.ShortId}" }
            : new("server", name.Value, document.At, [new(null, "fields", Fields(document)), new("Its kind", "capabilities", Capabilities(document)), record]);
    }

    private ImmutableArray<ShownField> Fields(DistributionServer server) =>
    [
        ShownField.Of("site", (server.Site ?? desired.Groups.CentralSite)?.Value),
        ShownField.Of("labels", ShownResources.Pairs(server.Labels)),
        ShownField.Of("default", server.IsDefault).SaidAt(server.DefaultAt),
        ShownField.Of("address", server.Address.Value.Path).SaidAt(server.Address.At),
        ShownField.Of("maxConcurrentCopies", server.MaxConcurrentCopies.Value).SaidAt(server.MaxConcurrentCopies.At),
        ShownField.Of("retain", server.Retain.Value).SaidAt(server.Retain.At),
        ShownField.Of("permissions", server.Permissions.Value.Describe()).SaidAt(server.Permissions.At),
        ShownField.Of("caseInsensitive", server.CaseInsensitive.Value).SaidAt(server.CaseInsensitive.At),
        ShownField.Of("acceptNonAtomic", server.AcceptNonAtomic.Value).SaidAt(server.AcceptNonAtomic.At),
        ShownField.Of("layout", server.Layout.Value.Word()).SaidAt(server.Layout.At),
        ShownField.Of("credentials", server.Credentials?.Value).SaidAt(server.Credentials?.At),
        ShownField.Of("suspend", server.Suspend is { } suspend ? Said(suspend) : null).SaidAt(server.Suspend?.At),
        ShownField.Of("retire", server.Retire is not null).SaidAt(server.Retire),
    ];

    /// <summary><c>until 2026-12-01: disk replacement</c></summary>
    private string Said(Suspension suspend)
    {
        var end = suspend.Until is { } until ? $"until {SuspensionText.Until(until)}{(suspend.IsInForce(made.Plan.MadeAt) ? "" : ", which is over")}: " : "";
        return $"{end}{VisibleText.Of(suspend.Reason)}";
    }

    private ImmutableArray<ShownField> Capabilities(DistributionServer server)
    {
        var capabilities = workplace.CapabilitiesOf(server);
        return
        [
            ShownField.Of("root", Root(server.Address.Value)),
            ShownField.Of("atomicity", (capabilities.Atomicity ?? made.Actual.Facts.GetValueOrDefault(server.Name)?.Atomicity)?.Word() ?? "found out by the first visit"),
            ShownField.Of("proof", capabilities.Proof.Word()),
            ShownField.Of("reuse", capabilities.Reuse),
        ];
    }

    private ImmutableArray<ShownField> Record(ServerName name)
    {
        var facts = made.Actual.Facts.GetValueOrDefault(name);
        var held = made.Actual.Packages.Values.Where(package => package.Held.Contains(name)).Select(package => $"{package.Name} {package.HoldingOf(name)!.Version}");
        var toDo = made.Plan.Actions.Where(action => action.Servers.Contains(name)).Select(action => PlanText.Line(action.Within(action.Servers.Only(name))));
        return
        [
            ShownField.Time("lastVisited", facts?.LastVisited),
            ShownField.Of("lastAddress", facts?.Address),
            .. facts?.FreeBytes is { } free ? [ShownField.Bytes("free", free)] : Array.Empty<ShownField>(),
            .. facts?.BytesPerSecond is { } rate ? [ShownField.Bytes("bytesPerSecond", rate) with { Text = $"{ByteSize.Text(rate)}/s" }] : Array.Empty<ShownField>(),
            ShownField.Of("trouble", facts?.Trouble is { } trouble ? $"{trouble.Kind.Word()} since {Moment.Text(trouble.Since)}: {trouble.Message}" : null),
            ShownField.Of("suspended", made.Plan.Suspended.GetValueOrDefault(name) is { } suspension ? VisibleText.Of(suspension.Facts()) : null),
            ShownField.Lines("holds", held),
            ShownField.Lines("toDo", toDo),
        ];
    }

    private string Root(ServerAddress address) =>
        address.Kind == AddressKind.Relative ? Path.Combine([workplace.Directory.Roots, .. address.Path.Split('/')]) : address.Path;
}
