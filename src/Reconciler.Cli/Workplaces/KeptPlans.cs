using Reconciler.Engine.TransferPackages;

namespace Reconciler.Cli.Workplaces;

/// <summary>Plans that a sync kept in the state, because a guard held them.</summary>
internal static class KeptPlans
{
    /// <param name="beginning">Of its hash, in small letters.</param>
    /// <param name="otherwise">What to do with a plan that is not kept there.</param>
    /// <exception cref="UsageException">None, or several, begin so.</exception>
    internal static (ReadOnlyMemory<byte> Bytes, string Hash) Find(Workplace workplace, string beginning, string otherwise) => workplace.State.Plans.Find(beginning) switch
    {
        SavedPlanMatch.Found found => (found.Plan, found.Hash),
        SavedPlanMatch.Ambiguous several => throw new UsageException($"several plans begin with '{beginning}'; give more characters of one of them: {string.Join(", ", several.Hashes.Select(other => other[..(beginning.Length + 8)]))}"),
        SavedPlanMatch.Malformed => throw new UsageException($"'{beginning}' is no hash of a plan: give {SavedPlanName.MinPrefix} or more of its hexadecimal characters, as the sync printed them"),
        _ => throw new UsageException($"no plan that begins with '{beginning}' waits in {workplace.Directory.Plans}. A sync whose removals a guard holds keeps its plan there; {otherwise}"),
    };
}
