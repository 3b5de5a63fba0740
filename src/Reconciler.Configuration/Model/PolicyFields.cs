using System.Collections.Immutable;
using Reconciler.Core.Resources;

namespace Reconciler.Configuration.Model;

internal static class PolicyFields
{
    private static readonly TimeSpan Century = TimeSpan.FromDays(36_500);

    public static Field<bool> Prune { get; } = new("prune", BooleanType.Instance, "Whether packages that are no longer declared, or no longer meant for a server, are removed.") { Default = "true" };

    public static Field<TimeSpan> RemovalGrace { get; } = new("removalGrace", new DurationType(TimeSpan.Zero, Century), "How long a removed package stays on its server, out of sight.")
    {
        Default = "24h",
        Examples = ["7d"],
    };

    public static Field<RemovalLimit> PerPlan { get; } = new("perPlan", LimitType.Instance, "Of a whole plan.") { Default = $"{RemovalLimits.Default.PerPlan}" };

    public static Field<RemovalLimit> PerPackage { get; } = new("perPackage", LimitType.Instance, "Of one package.") { Default = $"{RemovalLimits.Default.PerPackage}" };

    public static Field<RemovalLimit> PerServer { get; } = new("perServer", LimitType.Instance, "On one server.") { Default = $"{RemovalLimits.Default.PerServer}" };

    public static Field<FieldValues> MaxRemovals { get; } = new(
        "maxRemovals", new ObjectType(new("'maxRemovals'", [PerPlan, PerPackage, PerServer])), "More removals than this wait for an approval; ten or fewer never do.")
    {
        Examples = ["{ perPlan: 500, perPackage: 20%, perServer: 50% }"],
    };

    public static Field<TimeSpan> Every { get; } = new("every", new DurationType(TimeSpan.FromMinutes(1), Century), "How old a proof may grow.")
    {
        Default = "7d",
        Examples = ["24h"],
    };

    public static Field<ProofKind> Proof { get; } = new(
        "proof", new ChoiceType<ProofKind>(("stat", ProofKind.Stat), ("remote-hash", ProofKind.RemoteHash), ("read", ProofKind.Read)), "How a server's content is proven: by sizes and times, by digests that the server works out where it can, or by reading it back.")
    {
        Default = "read",
    };

    public static Field<FieldValues> Verify { get; } = new("verify", new ObjectType(new("'verify'", [Every, Proof])), "How often and how the servers are checked.")
    {
        Examples = ["{ every: 7d, proof: read }"],
    };

    public static Field<DriftPolicy> Drift { get; } = new(
        "drift", new ChoiceType<DriftPolicy>(("report", DriftPolicy.Report), ("correct", DriftPolicy.Correct)), "What 'run' does by itself about content that somebody changed on a server; a typed 'sync' always repairs it.")
    {
        Default = "report",
    };

    public static Field<ImmutableArray<string>> IgnoreExtra { get; } =
        new("ignoreExtra", new ListType<string>(TextTypes.FileName), "Names of files that may appear inside a published package.")
        {
            Default = $"[{string.Join(", ", Policy.Default.IgnoreExtra)}]",
        };

    public static ObjectType Spec { get; } = new(new(
        "the spec of a Policy", [Prune, RemovalGrace, MaxRemovals, Drift, Verify, IgnoreExtra, SettingsFields.Servers]));
}
