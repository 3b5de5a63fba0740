using Reconciler.Configuration.Model;
using Reconciler.Core.Resources;

namespace Reconciler.Configuration.Binding;

internal static class GroupBinder
{
    public static ServerGroup Bind(DocumentHead head, FieldValues spec)
    {
        var selector = spec.Find(GroupFields.Selector);
        return new(
            new(head.Name ?? ""),
            spec.Get(GroupFields.Servers, []),
            spec.Get(GroupFields.Groups, []),
            selector is null ? null : SelectorBinder.Bind(selector),
            selector is null ? null : spec.KeySpan(GroupFields.Selector).At,
            head.NameSpan.At);
    }
}
