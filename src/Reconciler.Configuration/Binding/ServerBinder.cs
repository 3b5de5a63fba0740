using Reconciler.Configuration.Declarations;
using Reconciler.Configuration.Model;

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
        head.NameSpan);
}
