using System.Collections.Immutable;
using Reconciler.Adapters.Requests;
using Reconciler.Cli.Calls;
using Reconciler.Cli.Terminals;
using Reconciler.Cli.Workplaces;
using Reconciler.Engine.Reconciling;
using Reconciler.Engine.TransferPackages;

namespace Reconciler.Cli.Service;

/// <summary>Does what others ask through <c>requests/</c>: the same verb with the same code, whose output goes back to whoever asked.</summary>
internal sealed class RequestDoor(Workplace place, IStateLock held, Surroundings surroundings, Answering answering) : IRequestDoor
{
    /// <summary>While the state cannot be written, nothing can be begun.</summary>
    private static readonly TimeSpan restAfterFailure = TimeSpan.FromSeconds(5);

    private readonly RequestFiles files = new(place.Directory);
    private bool hasTakenUp;
    private long? closedAt;

    public bool IsAnyoneWaiting => files.IsAnyWaiting && !IsClosed;

    private bool IsClosed => closedAt is { } at && surroundings.Time.GetElapsedTime(at) < restAfterFailure;

    public async Task ServeAsync(CancellationToken cancellationToken)
    {
        try
        {
            TakeUpInterrupted();
            var served = 0;
            for (; !cancellationToken.IsCancellationRequested && files.Begin_NeedsLock(held, IsShared) is { IsEmpty: false } same; served++)
                await AnswerAsync(same, cancellationToken);
            if (served > 0)
                files.Sweep_NeedsLock(held, surroundings.Time.GetUtcNow());
        }
        catch (StateWriteException)
        {
            // Whoever waits goes on waiting. The next pass meets the same, and tells it.
            closedAt = surroundings.Time.GetTimestamp();
        }
    }

    /// <summary>What an earlier process had begun is done again where that does no harm; otherwise whoever asked is told, and decides.</summary>
    /// <exception cref="StateWriteException">Some of it is still to be taken up.</exception>
    private void TakeUpInterrupted()
    {
        if (hasTakenUp)
            return;

        foreach (var request in files.Interrupted_NeedsLock(held))
        {
            if (request.Interruptions == 0 && answering.VerbOf(request.Arguments)?.MayBeDoneAgain(request.Arguments) == true)
                files.PutBack_NeedsLock(held, request);
            else
                AnswerInterrupted(request);
        }

        hasTakenUp = true;
    }

    private void AnswerInterrupted(Request request)
    {
        using (var answer = files.OpenAnswer_NeedsLock(held, [request]))
        {
            answer.WriteError($"error: reconciler run was ended {(request.Interruptions == 0 ? "" : "twice ")}while it did this, and has begun anew. What was recorded stands ('reconciler events' shows it); run it again to go on\n");
            answer.End((int)ExitCode.Error);
        }

        files.End_NeedsLock(held, request);
    }

    /// <summary>Two that wait at the same time, and get the same answer.</summary>
    private bool IsShared(Request first, Request next) =>
        first.IsSameCallAs(next) && first.Interruptions == next.Interruptions && answering.VerbOf(first.Arguments)?.IsShared == true;

    private async Task AnswerAsync(ImmutableArray<Request> same, CancellationToken cancellationToken)
    {
        using (var answer = files.OpenAnswer_NeedsLock(held, same))
        {
            if (same[0].Interruptions > 0)
                answer.WriteError("reconciler run was ended while it did this, and has begun anew; it does it again, from the beginning\n");
            answer.End((int)await CarryOutAsync(same, answer, cancellationToken));
        }

        foreach (var request in same)
            files.End_NeedsLock(held, request);
    }

    private async Task<ExitCode> CarryOutAsync(ImmutableArray<Request> same, AnswerStream answer, CancellationToken cancellationToken)
    {
        var (request, shown) = (same[0], RequestTerminal.PlainestOf([.. same.Select(each => each.Terminal)]));
        var terminal = new Terminal(
            new AnswerWriter(answer.WriteOut),
            new AnswerWriter(answer.WriteError),
            new Style(shown.ColoursOut),
            new Style(shown.ColoursError),
            shown.ShowsProgress,
            shown.Width)
        {
            OutWidth = shown.ColoursOut ? shown.Width : null,
        };
        if (Difference(request.Place) is { } difference)
        {
            await terminal.Error.WriteLineAsync($"{terminal.ErrorStyle.Red("error:")} {difference}");
            return ExitCode.Locked;
        }

        try
        {
            var asked = surroundings with { Terminal = terminal, Actor = request.Actor, Attached = request.Files };
            return await answering.CarryOutAsync([.. request.Arguments], asked, new(place, held), cancellationToken);
        }
        catch (Exception defect) when (defect is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // Ours, and of this call only: the service goes on for everybody else.
            await terminal.Error.WriteLineAsync($"{terminal.ErrorStyle.Red("error:")} unexpected {defect.GetType().Name}: {defect.Message}");
            return ExitCode.Error;
        }
    }

    /// <summary>Somebody who means another repository, revision, path or settings file must not get an answer about ours.</summary>
    private string? Difference(RequestPlace asked)
    {
        var revision = place.Values.Revision;
        (string Option, string? Asked, string? Ours)[] all =
        [
            ("--repo", asked.Repository, place.Repository.Name),
            ("--revision", asked.Revision, revision.Revision),
            ("--path", asked.Path, revision.Path),
            ("--config", asked.Config, place.Settings.File),
        ];
        return all.Where(one => one.Asked is not null && one.Asked != one.Ours)
            .Select(one => $"the state is held by a reconciler run with {(one.Ours is null ? $"no {one.Option}" : $"{one.Option} {one.Ours}")}, and this call means {one.Option} {one.Asked}; leave that out, or stop it")
            .FirstOrDefault();
    }
}
