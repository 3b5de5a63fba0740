using Reconciler.Configuration.Model;
using Reconciler.Configuration.Yaml;
using Reconciler.Core.Resources;

namespace Reconciler.Configuration.Binding;

internal static class GroupBinder
{
    public static ServerGroup Bind(DocumentHead head, FieldValues spec, ProblemList problems)
    {
        var selector = spec.Find(GroupFields.Selector);
        return new(
            new(head.Name ?? ""),
            spec.Get(GroupFields.Servers, []),
            spec.Get(GroupFields.Groups, []),
            selector is null ? null : SelectorBinder.Bind(selector, problems),
            selector is null ? null : spec.KeySpan(GroupFields.Selector).At,
            head.NameSpan.At);
    }
}
