using Reconciler.Configuration.Declarations;
using Reconciler.Configuration.Model;
using Reconciler.Core.Diagnostics;
using Reconciler.Core.Resources;

namespace Reconciler.Configuration.Binding;

internal static class ServerBinder
{
    public static DeclaredServer Bind(DocumentHead head, FieldValues spec) => new(
        new(head.Name ?? ""),
        head.Labels,
        spec.Setting(ServerFields.Site)?.Value,
        spec.WhereTrue(ServerFields.Default),
        SettingsBinder.Own(spec),
        spec.WhereTrue(ServerFields.Retire),
        head.NameSpan)
    {
        Suspend = spec.Find(ServerFields.Suspend) is { } suspend ? Bind(suspend, spec.KeySpan(ServerFields.Suspend).At) : null,
    };

    private static Suspension? Bind(FieldValues suspend, SourcePosition at) => suspend.Find(SuspendFields.Reason) is { } reason
        ? new(Suspension.OneLine(reason), suspend.Setting(SuspendFields.Until)?.Value) { At = at }
        : null;
}
