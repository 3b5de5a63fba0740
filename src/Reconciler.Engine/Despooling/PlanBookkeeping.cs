using Reconciler.Core.Planning;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Engine.Despooling;

/// <summary>What a plan changes in the records alone, before any server is touched: renames, target generations, servers that were left or came back.</summary>
internal sealed class PlanBookkeeping(Plan plan, Recorder recorder)
{
    internal async Task RecordAsync()
    {
        await Task.WhenAll(plan.Renames.SelectMany(Renamed));
        await Task.WhenAll(plan.Targets.Select(Targeted).Concat(Left()).Concat(Returned()));
    }

    private IEnumerable<Task> Left() =>
        plan.Actions.Where(action => action.Kind == ActionKind.Leave)
            .Select(action => recorder.RecordAsync(action.Package, new TransferPackageEvent.Left(action.Servers)));

    private IEnumerable<Task> Returned() =>
        plan.Returned.Select(returned => recorder.RecordAsync(returned.Package, new TransferPackageEvent.Declared(returned.Servers)));

    private Task Targeted(TargetsChange change) =>
        recorder.RecordAsync(change.Package, new TransferPackageEvent.Targeted(change.Targets.Generation, change.Targets.Servers));

    /// <summary>The same disk under another name: nothing is copied.</summary>
    private IEnumerable<Task> Renamed(ServerRename rename)
    {
        var recorded = recorder.Recorded;
        var current = recorded.Servers.SetOf(rename.To);
        var former = recorded.Servers.SetOf(rename.From);
        var facts = recorded.Facts[rename.From];
        foreach (var package in recorded.Packages.Values.Where(package => package.IsAbout(former)))
            yield return recorder.RecordAsync(package.Name, new TransferPackageEvent.Renamed(rename.From, current));

        yield return recorder.RecordAsync(rename.From, new ServerEvent.Gone($"renamed to {rename.To}"));
        yield return recorder.RecordAsync(rename.To, new ServerEvent.Renamed([.. facts.FormerNames, rename.From], facts.Address!, facts.FreeBytes) { Suspension = facts.Suspension, BytesPerSecond = facts.BytesPerSecond });

        // A server that gets the former name one day begins without it.
        if (facts.Suspension is not null)
            yield return recorder.RecordAsync(rename.From, new ServerEvent.Resumed($"the rename to {rename.To}"));
    }
}
