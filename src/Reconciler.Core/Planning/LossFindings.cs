using System.Collections.Immutable;
using Reconciler.Core.Placements;
using Reconciler.Core.Servers;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Core.Planning;

/// <summary>What a loss of servers leaves too few copies of, before anything is copied anew.</summary>
public static class LossFindings
{
    /// <param name="desired">With the servers.</param>
    /// <param name="actual">Likewise.</param>
    /// <returns>One for each package that nobody holds any more, or fewer than its <c>minHolders</c>; by package.</returns>
    public static ImmutableArray<GuardFinding> Of(DesiredPlacement desired, ActualPlacement actual, ServerSet lost, Scope scope) =>
    [
        .. from package in actual.Packages.Values
           where scope.Includes(package.Name)
           let sound = package.Held - package.Interrupted - package.Drifted
           where sound.Overlaps(lost)
           let finding = Of(package, desired.Packages.GetValueOrDefault(package.Name), sound - lost, sound & lost)
           where finding is not null
           select finding,
    ];

    private static GuardFinding? Of(TransferPackage package, DesiredPackage? declared, ServerSet left, ServerSet lost)
    {
        var held = $"{lost} {(lost.Count == 1 ? "has" : "have")} it now";
        if (left.IsEmpty)
            return new($"no server would be left with {package.Name}: {held}", HoldsRetired: false);

        return declared?.Package is { MinHolders: > 0 and var minHolders, At: var at } && left.Count < minHolders
            ? new($"{package.Name} would be left on {PlanText.Count(left.Count, "server")}, and minHolders at {at.FileAndLine} says {minHolders}: {held}", HoldsRetired: false)
            : null;
    }
}
