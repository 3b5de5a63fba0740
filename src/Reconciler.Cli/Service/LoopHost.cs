using System.Diagnostics.Metrics;
using System.Runtime.InteropServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Reconciler.Adapters.TransferPackages;
using Reconciler.Cli.Calls;
using Reconciler.Cli.Listening;
using Reconciler.Cli.Metrics;
using Reconciler.Cli.Notifications;
using Reconciler.Cli.Publishing;
using Reconciler.Cli.Reports;
using Reconciler.Cli.Web;
using Reconciler.Cli.Web.Api;
using Reconciler.Cli.Web.Hooks;
using Reconciler.Cli.Workplaces;
using Reconciler.Core.Planning;
using Reconciler.Engine.Reconciling;
using Reconciler.Engine.TransferPackages;

namespace Reconciler.Cli.Service;

/// <summary>The loop, hosted: by systemd, as a service of Windows, or in a terminal until Ctrl-C.</summary>
internal sealed class LoopHost(VerbContext context, Workplace workplace, LoopTiming timing, Answering answering)
{
    /// <summary>A sync ends by itself; another loop does not.</summary>
    private static readonly TimeSpan briefWait = TimeSpan.FromSeconds(3);

    internal bool AllowRewind { get; init; }

    internal required WebSettings Web { get; init; }

    /// <summary>Of this program.</summary>
    internal required string Version { get; init; }

    /// <summary>Until it is cancelled.</summary>
    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        using var held = await LockAsync(cancellationToken);
        var door = new RequestDoor(workplace, held, context.Surroundings, answering);
        var notices = new ServiceNotices(context.Surroundings);
        var report = new LoopReport(context, workplace, notices.Status);
        var health = new LoopHealth(workplace.Pulse);
        using var meter = new Meter(LoopMeter.Name);
        using var exposition = new Exposition(meter);
        using var export = OtlpExport.Start(workplace.Settings.Otlp, context.Surroundings, Version);
        await using var listeners = new LoopListeners(context.Terminal);
        AddListeners(listeners, [report, health, new LoopMeter(meter, context.Surroundings.Time, workplace.State.Commits.LastConverged?.Converged, Version)]);
        await using var place = new ReadingPlace(() => Workplace.Open(workplace.Values, context.Surroundings), context.Surroundings.Time);
        var loop = new ReconcileLoop(Parts(held, door), timing, context.Surroundings.Time, listeners.TellAsync);
        await report.BeginAsync(timing);
        using var hooks = new HookRoutes(Web.Hooks, workplace.Values.Revision.Revision, new(loop.Nudge, context.Surroundings.Time), context.Surroundings);
        using var api = new ApiRoutes(workplace, place, context.Surroundings.Time);
        await using var web = await LoopWeb.StartAsync(context, Web, [.. health.Routes, .. exposition.Routes, .. hooks.Routes, .. api.WebRoutes], cancellationToken);
        using var wanted = OperatingSystem.IsWindows() ? null : PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal =>
        {
            signal.Cancel = true;
            loop.Nudge();
        });
        await HostAsync(new LoopService(loop, notices, workplace.Pulse), cancellationToken);
    }

    /// <summary>Those who tell something themselves come last.</summary>
    private void AddListeners(LoopListeners listeners, ILoopListener[] here)
    {
        foreach (var listener in here)
            listeners.Add(listener);
        listeners.Add(new Couriers(Receivers.Open(workplace, context.Surroundings), new ToldFile(workplace.Directory), listeners.TellAsync, context.Surroundings.Time));
        if (StatePublisher.Of(workplace, context.Surroundings) is { } publisher)
            listeners.Add(new StatePublishing(publisher, workplace.Settings.State.Every, listeners.TellAsync, context.Surroundings.Time));
    }

    private static async Task HostAsync(LoopService service, CancellationToken cancellationToken)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddWindowsService();
        builder.Services.AddSingleton<IHostedService>(service);
        using var host = builder.Build();
        await host.RunAsync(cancellationToken);

        // A defect has stopped the host; it is not to end as if all were well.
        if (service.ExecuteTask is { IsFaulted: true } failed)
            await failed;
    }

    private LoopParts Parts(IStateLock held, RequestDoor door) => new()
    {
        Repository = workplace.Repository,
        Reconciliation = workplace.Reconciliation,
        State = workplace.State,
        Despooler = workplace.Despooler,
        FindManifest = workplace.Store.FindManifest,
        Allowed = workplace.Settings.AllowList,
        Held = held,
        Door = door,
        Pulse = workplace.Pulse,
        Query = new(workplace.Values.Revision, Scope.Everything, Lift.Due, workplace.Settings.MaxRemovals) { Permission = Permission.Enforced },
        AllowRewind = AllowRewind,
    };

    /// <summary>Waits for a verb that is at work, and a moment for a loop that is ending.</summary>
    /// <exception cref="StateLockedException">Another loop holds it.</exception>
    private async Task<IStateLock> LockAsync(CancellationToken cancellationToken)
    {
        var time = context.Surroundings.Time;
        var began = time.GetTimestamp();
        for (var isTold = false; ; isTold = true)
        {
            try
            {
                return workplace.Lock(Workplace.LoopVerb);
            }
            catch (StateLockedException locked) when (locked.Holder is { Verb: not Workplace.LoopVerb } || time.GetElapsedTime(began) < briefWait)
            {
                if (!isTold && locked.Holder is { Verb: not Workplace.LoopVerb } holder)
                    await context.Terminal.Error.WriteLineAsync($"waiting for {holder} to end");
            }

            await Task.Delay(LoopTiming.Poll, time, cancellationToken);
        }
    }
}
