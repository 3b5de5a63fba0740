using Reconciler.Configuration.Declarations;
using Reconciler.Configuration.Model;
using Reconciler.Core.Resources;

namespace Reconciler.Configuration.Binding;

internal static class PolicyBinder
{
    public static DeclaredPolicy Bind(FieldValues spec)
    {
        var defaults = Policy.Default;
        var verify = spec.Find(PolicyFields.Verify);
        var policy = new Policy(
            spec.Get(PolicyFields.Prune, defaults.Prune),
            spec.Get(PolicyFields.RemovalGrace, defaults.RemovalGrace),
            BindLimits(spec.Find(PolicyFields.MaxRemovals), defaults.MaxRemovals),
            verify?.Get(PolicyFields.Every, defaults.VerifyEvery) ?? defaults.VerifyEvery,
            verify?.Get(PolicyFields.Proof, defaults.VerifyProof) ?? defaults.VerifyProof,
            spec.Get(PolicyFields.IgnoreExtra, defaults.IgnoreExtra))
        {
            Drift = spec.Get(PolicyFields.Drift, defaults.Drift),
        };
        return new(policy, SettingsBinder.Inherited(spec));
    }

    private static RemovalLimits BindLimits(FieldValues? limits, RemovalLimits defaults) => limits is null
        ? defaults
        : new(
            limits.Get(PolicyFields.PerPlan, defaults.PerPlan),
            limits.Get(PolicyFields.PerPackage, defaults.PerPackage),
            limits.Get(PolicyFields.PerServer, defaults.PerServer));
}
