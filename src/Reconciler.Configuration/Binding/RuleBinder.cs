using Reconciler.Configuration.Model;
using Reconciler.Core.Diagnostics;
using Reconciler.Core.Resources;

namespace Reconciler.Configuration.Binding;

internal static class RuleBinder
{
    /// <param name="distribute">Null: the package says nothing of it, and the Default Servers get it.</param>
    /// <param name="at">Of the package's name.</param>
    public static Distribution OfDistribute(FieldValues? distribute, string? version, SourcePosition at) =>
        distribute is null ? new(version, [], [], [], IncludeSubsites: false, FallbackToDefaultServers: false, at) : Of(distribute, version, at);

    /// <param name="item">Of <c>rules</c>.</param>
    public static Distribution OfItem(FieldValues item) =>
        Of(item, item.Find(RingFields.RuleVersion), item.Span.At) with { LastLine = item.LastLine };

    private static Distribution Of(FieldValues values, string? version, SourcePosition at) => new(
        version,
        values.Get(DistributionFields.To, []),
        values.Get(DistributionFields.Except, []),
        values.Get(DistributionFields.Sites, []),
        values.Get(DistributionFields.IncludeSubsites, fallback: false),
        values.Get(DistributionFields.FallbackToDefaultServers, fallback: false),
        at);
}
