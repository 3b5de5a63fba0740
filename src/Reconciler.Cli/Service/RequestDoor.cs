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
    private readonly RequestFiles files = new(place.Directory);

    public bool IsAnyoneWaiting => files.IsAnyWaiting;

    /// <summary>What an earlier process had begun is not done a second time: whoever asked is told, and asks again.</summary>
    internal void AnswerInterrupted()
    {
        foreach (var id in files.Interrupted_NeedsLock(held, surroundings.Time.GetUtcNow()).ToArray())
        {
            using (var answer = files.OpenAnswer_NeedsLock(held, id))
            {
                answer.WriteError("error: reconciler run was ended while it did this, and has begun anew. What was recorded stands; run it again to go on\n");
                answer.End((int)ExitCode.Error);
            }

            files.End_NeedsLock(held, id);
        }
    }

    public async Task ServeAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested && files.Begin_NeedsLock(held) is { } request)
        {
            using (var answer = files.OpenAnswer_NeedsLock(held, request.Id))
                answer.End((int)await AnswerAsync(request, answer, cancellationToken));
            files.End_NeedsLock(held, request.Id);
        }
    }

    private async Task<ExitCode> AnswerAsync(Request request, AnswerStream answer, CancellationToken cancellationToken)
    {
        var terminal = new Terminal(
            new AnswerWriter(answer.WriteOut),
            new AnswerWriter(answer.WriteError),
            new Style(request.Terminal.ColoursOut),
            new Style(request.Terminal.ColoursError),
            request.Terminal.ShowsProgress,
            request.Terminal.Width);
        if (Difference(request.Place) is { } difference)
        {
            await terminal.Error.WriteLineAsync($"{terminal.ErrorStyle.Red("error:")} {difference}");
            return ExitCode.Locked;
        }

        try
        {
            var asked = surroundings with { Terminal = terminal, Actor = request.Actor, Attached = request.Files };
            return await answering([.. request.Arguments], asked, new(place, held), cancellationToken);
        }
        catch (Exception defect) when (defect is not OperationCanceledException)
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
