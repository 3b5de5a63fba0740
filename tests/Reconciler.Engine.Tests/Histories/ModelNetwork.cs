using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Servers;
using Reconciler.Testing.Servers;

namespace Reconciler.Engine.Tests.Histories;

/// <summary>The servers, and what goes wrong on them.</summary>
internal sealed class ModelNetwork
{
    private const int CallsOfARun = 40;

    private readonly Simulation simulation;
    private readonly int[] calls = new int[10];
    private readonly Dictionary<(int Slot, ServerStep Step, PackageName? Package), int> numbers = [];
    private readonly List<TaskCompletionSource> sleepers = [];
    private readonly Lock gate = new();
    private Fault[] faults = [];

    internal ModelNetwork(Simulation simulation)
    {
        this.simulation = simulation;
        Servers.Before = BeforeAsync;
        Servers.After = AfterAsync;
    }

    internal InMemoryServerConnector Servers { get; } = new();

    /// <summary>Told whenever something may have changed on a server.</summary>
    internal Action<int>? Changed { get; set; }

    /// <summary>Told when a run has come to a call that a fault was meant for.</summary>
    internal Action<Fault>? Met { get; set; }

    /// <summary>Calls since the last <see cref="Arm"/>.</summary>
    internal int Touched => calls.Sum();

    internal InMemoryRoot Root(int slot) => Servers.Root(new(AddressKind.Relative, $"a{slot}"));

    internal void Arm(IEnumerable<Fault> some)
    {
        faults = [.. some];
        Array.Clear(calls);
        numbers.Clear();
        simulation.Hanging = 0;
    }

    /// <summary>What hung goes on; of a process that is no more, nothing does.</summary>
    internal void Wake()
    {
        foreach (var sleeper in sleepers)
            sleeper.TrySetResult();
        sleepers.Clear();
    }

    internal void Died() => sleepers.Clear();

    private async Task BeforeAsync(ServerName server, ServerStep step, PackageName? package)
    {
        if (step == ServerStep.Close)
            return;

        simulation.ThrowIfDead();
        var slot = ModelServer.SlotOf(server);
        int number, total;
        lock (gate)
        {
            total = calls.Sum();
            numbers[(slot, step, package)] = number = calls[slot]++;
        }

        // Other connections may be at work at the same time, and what they do comes before or after.
        await Task.Yield();
        foreach (var fault in faults.Where(fault => fault.Kind is FaultKind.GiveWay or FaultKind.Cancel && fault.Step % CallsOfARun == total))
            Met?.Invoke(fault);
        foreach (var fault in faults.Where(fault => fault.Slot == slot && (fault.Step == number || (fault.Kind == FaultKind.Gone && fault.Step < number))))
        {
            if (fault.Kind == FaultKind.Gone)
                throw new ServerException(TroubleKind.Unreachable, server, "no answer", package);
            if (fault.Kind == FaultKind.FailsBefore)
                throw new ServerException(fault.TroubleKind, server, $"{step} fails", package);
            if (fault.Kind is FaultKind.Hangs or FaultKind.HangsAndWakes)
                await HangAsync(fault.Kind == FaultKind.HangsAndWakes);
        }
    }

    private async Task AfterAsync(ServerName server, ServerStep step, PackageName? package)
    {
        if (step == ServerStep.Close)
            return;

        var slot = ModelServer.SlotOf(server);
        Changed?.Invoke(slot);
        await Task.Yield();
        int number;
        lock (gate)
            number = numbers.GetValueOrDefault((slot, step, package), -1);
        foreach (var fault in faults.Where(fault => fault.Slot == slot && fault.Step == number))
        {
            if (fault.Kind == FaultKind.FailsAfter)
                throw new ServerException(fault.TroubleKind, server, $"{step} fails after all", package);
            if (fault.Kind == FaultKind.HangsAfter)
                await HangAsync(wakes: false);
        }
    }

    private async Task HangAsync(bool wakes)
    {
        simulation.Hanging++;
        var sleeper = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (wakes)
            sleepers.Add(sleeper);
        await sleeper.Task;
    }
}
