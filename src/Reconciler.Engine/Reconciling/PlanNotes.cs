using Reconciler.Core.Diagnostics;
using Reconciler.Core.Planning;
using Reconciler.Core.Resources;

namespace Reconciler.Engine.Reconciling;

/// <summary>What is to be said of a plan besides its actions.</summary>
internal static class PlanNotes
{
    internal static IEnumerable<Diagnostic> OfAddresses(PlanQuery query, ResourceSet resources, AllowList allowed) =>
        from server in resources.Servers
        where query.Permission == Permission.Noted
        let line = allowed.Refuses(server.Address.Value)
        where line is not null
        select ContentDiagnostics.AddressNotAllowed(server.Address.At ?? server.At, server.Name.Value, server.Address.Value.Path, line, server.Address.Value.Kind == AddressKind.Directory);

    internal static IEnumerable<Diagnostic> OfLogins(PlanQuery query, ResourceSet resources, AllowList allowed) =>
        from server in resources.Servers
        where query.Permission == Permission.Noted
        let line = allowed.MissingLogin(server)
        where line is not null
        select ContentDiagnostics.CredentialsUnknown(server.Credentials!.Value.At ?? server.At, server.Name.Value, server.Credentials.Value.Value, line);

    internal static IEnumerable<Diagnostic> OfSuspensions(Plan plan, ResourceSet resources) =>
        from server in resources.Servers
        let suspension = server.Suspend
        where suspension is { At: not null } && !suspension.IsInForce(plan.MadeAt)
        select ContentDiagnostics.SuspensionIsOver(suspension.At!.Value, server.Name.Value, SuspensionText.Until(suspension.Until!.Value));
}
