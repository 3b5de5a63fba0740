using Reconciler.Core.Planning;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Spools;

namespace Reconciler.Engine.Despooling;

/// <summary>Turns what became of an order into a record, and then tells it: what is told is on disk.</summary>
internal sealed class Outcomes(DespoolRun run, PackageName package)
{
    internal async Task PlacedAsync(PlanAction action, ServerName server, CopyResult end, string publishAs)
    {
        var at = run.Recorder.Recorded.Servers.SetOf(server);
        var path = publishAs == package.Value ? null : publishAs;
        var version = action.To!.Version;
        var endpoint = run.QueueOf(server)!.Endpoint;
        switch (end)
        {
            case CopyResult.Placed placed:
                await RecordAsync(new TransferPackageEvent.Placed(action.To.Digest, version, placed.SizeBytes, placed.SentBytes, placed.Proof, at) { PublishAs = path, Permissions = endpoint.Permissions, Layout = endpoint.Layout }, end);
                run.Tell(new Happened.Placed(action.Kind, package, version, server, placed.SentBytes));
                break;
            case CopyResult.Adopted adopted:
                await RecordAsync(new TransferPackageEvent.Adopted(action.To.Digest, version, adopted.Proof, at) { PublishAs = path, Layout = endpoint.Layout }, end);
                run.Tell(new Happened.Found(package, version, server));
                break;
            case CopyResult.Observed observed when observed.Digest == action.To.Digest:
                await RecordAsync(new TransferPackageEvent.Observed(observed.Digest, version, at) { PublishAs = path, Permissions = observed.Permissions, Layout = observed.Layout }, end);
                run.Tell(new Happened.Found(package, version, server));
                break;
            default:
                await OtherwiseAsync(action, server, end);
                break;
        }
    }

    internal async Task RemovedAsync(PlanAction action, ServerName server, CopyResult end)
    {
        var at = run.Recorder.Recorded.Servers.SetOf(server);
        switch (end)
        {
            case CopyResult.Removed:
                await RecordAsync(new TransferPackageEvent.Removed(action.From!.Digest, at), end);
                run.Tell(new Happened.Removed(package, action.From.Version, server));
                break;
            case CopyResult.NotThere:
                await RecordAsync(new TransferPackageEvent.Lost(at), end);
                run.Tell(new Happened.Removed(package, action.From!.Version, server));
                break;
            default:
                await OtherwiseAsync(action, server, end);
                break;
        }
    }

    internal async Task CleanedAsync(Cleanup cleanup, ServerName server, CopyResult end)
    {
        switch (end)
        {
            case CopyResult.Cleaned:
                await RecordAsync(new TransferPackageEvent.Purged(cleanup.Digest, run.Recorder.Recorded.Servers.SetOf(server)), end);
                run.Tell(new Happened.Cleaned(package, server));
                break;
            case CopyResult.Failed failed when !failed.Kind.IsOfTheServer():
                // Nothing to record: the tree stays due, and every run tries it again.
                run.Tell(new Happened.Failed(ActionKind.Remove, package, server, failed.Kind, $"a tree out of sight cannot be deleted: {failed.Message}"));
                break;
        }
    }

    internal static TransferPackageEvent.Observed Seen(CopyResult.Observed observed, PackageName package, ServerSet at) =>
        new(observed.Digest, observed.Version, at)
        {
            PublishAs = observed.PublishAs == package.Value ? null : observed.PublishAs,
            Permissions = observed.Permissions,
            Layout = observed.Layout,
        };

    /// <summary>What the server shows is recorded, and nothing more was done; or it failed.</summary>
    private async Task OtherwiseAsync(PlanAction action, ServerName server, CopyResult end)
    {
        var at = run.Recorder.Recorded.Servers.SetOf(server);
        switch (end)
        {
            case CopyResult.Observed observed:
                await RecordAsync(Seen(observed, package, at), end);
                run.Tell(new Happened.Surprised(package, observed.Version, server));
                break;
            case CopyResult.Failed failed:
                await FailedAsync(action, server, failed, at);
                break;
            default:
                throw new InvalidOperationException($"{end.GetType().Name} is no end of {action.Kind.Word()}");
        }
    }

    private async Task FailedAsync(PlanAction action, ServerName server, CopyResult.Failed failed, ServerSet at)
    {
        var record = run.Recorder.Recorded.Packages.GetValueOrDefault(package);
        var wasBegun = record?.UnsureOf(server) is not null;
        var wasUnsure = run.Loaded.Packages.GetValueOrDefault(package)?.UnsureOf(server) is not null;

        // A server that could not be used says nothing about its packages, least of all about what an earlier run left unsure.
        if (failed.Kind.IsOfTheServer() && (!wasBegun || wasUnsure))
            return;

        var held = failed.WasTouched || failed.Held.WasSeen || wasUnsure
            ? failed.Held
            : action.From is { } from ? HeldObservation.Of(from.Digest) : HeldObservation.Nothing;
        var attempt = (record?.TroubleOf(server)?.Attempt ?? 0) + 1;
        var retryAt = BackOff.Next(failed.Kind, attempt, server, run.Now);
        await RecordAsync(new TransferPackageEvent.Failed(action.To?.Digest, held, failed.Kind, failed.Message, attempt, retryAt, at), failed);
        if (!failed.Kind.IsOfTheServer())
            run.Tell(new Happened.Failed(action.Kind, package, server, failed.Kind, failed.Message));
    }

    private Task RecordAsync(TransferPackageEvent happened, CopyResult end) => run.Recorder.RecordAsync(package, happened, end.Order);
}
