using Reconciler.Core.Planning;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Notifications;
using Reconciler.Engine.Reconciling;
using Reconciler.Engine.Servers;
using Reconciler.Engine.Tests.Despooling;
using Reconciler.Testing.Servers;

namespace Reconciler.Engine.Tests.Notifications;

/// <summary>Passes over an estate in memory, told to an observer as the loop tells them.</summary>
internal sealed class GivenLoop
{
    internal GivenEstate Estate { get; } = new();

    internal LoopObserver Observer { get; set; } = new(Scope.Everything, changed: null);

    /// <summary>Of the last pass, in their order.</summary>
    internal List<Bulletin> Bulletins { get; } = [];

    internal Bulletin Last => Bulletins[^1];

    /// <summary>Plans, carries out, and plans what is left.</summary>
    /// <param name="attempted">The newest commit; null: the one that is planned.</param>
    internal async Task<Bulletin> PassAsync(string? attempted = null)
    {
        Bulletins.Clear();
        await ReconcileAsync();
        return End(attempted);
    }

    internal async Task ReconcileAsync()
    {
        Tell(new LoopEvent.Step(new RunStep.Planned(Estate.Made(Lift.All))));
        foreach (var what in await Estate.DespoolAsync())
            Tell(new LoopEvent.Step(new RunStep.Doing(what)));
    }

    internal Bulletin End(string? attempted = null)
    {
        var left = Estate.Made(Lift.None);
        Tell(new LoopEvent.Passed(attempted is null ? left.Plan.Commit : left.Plan.Commit with { Id = attempted }, left, Estate.Time.GetUtcNow()));
        return Last;
    }

    internal void Tell(LoopEvent what)
    {
        if (Observer.Add(what, Estate.Time.GetUtcNow()) is { } bulletin)
            Bulletins.Add(bulletin);
    }

    /// <summary>These servers do not answer any more, and all others do.</summary>
    internal void Away(params string[] servers) => Estate.Network.Before = (server, step, _) => step == ServerStep.Open && servers.Contains(server.Value)
        ? throw new ServerException(TroubleKind.Unreachable, server, "no answer")
        : Task.CompletedTask;
}
