using Reconciler.Configuration.Model;
using Reconciler.Core.Resources;

namespace Reconciler.Configuration.Binding;

internal static class SiteBinder
{
    public static Site Bind(DocumentHead head, FieldValues spec) => new(
        new(head.Name ?? ""),
        head.Labels,
        spec.Setting(SiteFields.Parent)?.Value,
        SettingsBinder.Inherited(spec),
        head.NameSpan.At);
}
