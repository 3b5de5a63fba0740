using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Reconciler.Engine.Despooling;

/// <summary>
/// Carries a plan out: stages, seals, publishes and records copies. Tells what happens as one stream; when the stream has ended, everything in
/// it is recorded. Each run starts from the records and may be killed at any line.
/// </summary>
public sealed class Despooler(DespoolerParts parts)
{
    public IAsyncEnumerable<Happened> CarryOutAsync(DespoolRequest request, CancellationToken cancellationToken) =>
        StreamAsync(
            writer => new PlanRun(parts, request, new DespoolRun(parts, request.Run, request.Recorded, writer) { GiveWay = request.GiveWay }).RunAsync(cancellationToken),
            cancellationToken);

    /// <summary>Compares what servers hold with what is recorded. Nothing on a server is changed; what is found is recorded.</summary>
    public IAsyncEnumerable<Happened> VerifyAsync(VerifyRequest request, CancellationToken cancellationToken) =>
        StreamAsync(
            writer => new VerifyRun(parts, request, new DespoolRun(parts, request.Run, request.Recorded, writer) { GiveWay = request.GiveWay }).RunAsync(cancellationToken),
            cancellationToken);

    private static async IAsyncEnumerable<Happened> StreamAsync(
        Func<ChannelWriter<Happened>, Task> run, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var happened = Channel.CreateUnbounded<Happened>(new() { SingleReader = true });
        var running = RunThenCompleteAsync(run, happened.Writer);

        // Not cancelled here: a cancelled run still tells its end, and completes the stream by itself.
        await foreach (var what in happened.Reader.ReadAllAsync(CancellationToken.None))
            yield return what;

        await running;
        cancellationToken.ThrowIfCancellationRequested();
    }

    private static async Task RunThenCompleteAsync(Func<ChannelWriter<Happened>, Task> run, ChannelWriter<Happened> writer)
    {
        await Task.Yield();
        try
        {
            await run(writer);
        }
        finally
        {
            writer.Complete();
        }
    }
}
