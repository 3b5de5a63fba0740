using System.Collections.Immutable;
using System.CommandLine.Parsing;
using Reconciler.Adapters.Requests;
using Reconciler.Adapters.TransferPackages;
using Reconciler.Cli.Workplaces;
using Reconciler.Engine.TransferPackages;

namespace Reconciler.Cli.Calls;

/// <summary>
/// A verb that writes, while <c>reconciler run</c> holds the lock: it is handed over, and its output and exit code come back as if it had run
/// alone. When nobody holds the lock any more before it was begun, it runs alone after all.
/// </summary>
internal static class Asking
{
    private static readonly TimeSpan poll = TimeSpan.FromMilliseconds(50);

    /// <summary>So long nobody may hold the lock before what was begun counts as given up.</summary>
    private static readonly TimeSpan patience = TimeSpan.FromSeconds(3);

    private static readonly string[] placeOptions = [.. CommonOptions.CommittedPlace.Select(option => option.Name)];

    internal static async Task<ExitCode> ActAsync(VerbContext context, Verb verb, CancellationToken cancellationToken)
    {
        while (true)
        {
            // Asked first, so that nothing is read or said twice: whoever answers reads it all anew.
            var loop = FindLoop(context);
            try
            {
                if (loop is null)
                    return await verb.Act(context, cancellationToken);
            }
            catch (StateLockedException locked) when (locked.Holder is { Verb: Workplace.LoopVerb })
            {
                loop = locked.Holder;
            }

            if (await AskAsync(context, verb, $"reconciler run (pid {loop.ProcessId} on {loop.Host})", cancellationToken) is { } code)
                return code;
        }
    }

    /// <returns>Null: no loop holds the lock, or what is asked for is nothing that it could do.</returns>
    private static StateLockHolder? FindLoop(VerbContext context)
    {
        using var workplace = context.OpenWorkplace();
        return workplace.Values.Revision.Worktree ? null : StateLock.HolderThat(workplace.Directory, Workplace.LoopVerb);
    }

    /// <returns>Null: nobody has begun it, and nobody will.</returns>
    private static async Task<ExitCode?> AskAsync(VerbContext context, Verb verb, string holder, CancellationToken cancellationToken)
    {
        using var workplace = context.OpenWorkplace();
        if (!workplace.Values.AllowRoots.IsEmpty)
        {
            await context.Terminal.Error.WriteLineAsync($"{context.Terminal.ErrorStyle.Red("error:")} {holder} holds the state, and obeys its own settings only: leave out --allow-root, or stop it");
            return ExitCode.Locked;
        }

        var files = new RequestFiles(workplace.Directory);
        var request = RequestOf(context, workplace);
        files.Put(request);
        if (!context.IsQuiet)
            await context.Terminal.Error.WriteLineAsync($"asking {holder}");
        try
        {
            return await FollowAsync(context, workplace.Directory, files, new(request.Id, verb.MayBeDoneAgain(request.Arguments)), cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await context.Terminal.Error.WriteLineAsync($"Cancelled here. {holder} goes on with it; 'reconciler events --follow' shows it.");
            return ExitCode.Cancelled;
        }
    }

    private static async Task<ExitCode?> FollowAsync(
        VerbContext context, StateDirectory directory, RequestFiles files, Asked asked, CancellationToken cancellationToken)
    {
        var reader = files.ReaderOf(asked.Id);
        for (int misses = 0, gone = 0; ;)
        {
            var isHeld = StateLock.IsHeld(directory);
            gone = files.StageOf(asked.Id) is null ? gone + 1 : 0;
            foreach (var part in reader.ReadOn())
            {
                if (part is AnswerPart.Exit exit)
                {
                    reader.Delete();
                    return (ExitCode)exit.Code;
                }

                await ShowAsync(context, part);
            }

            // A service that is started anew takes the lock within moments, and takes up what the one before had begun.
            misses = isHeld ? 0 : misses + 1;
            if (misses > 0 && files.TryWithdraw(asked.Id))
                return null;

            if (misses * poll > patience && files.TryTakeBack(asked.Id))
                return await EndedAsync(context, asked);
            if (gone > 1)
                return await FailAsync(context, "somebody has deleted what was asked, or the state's file system took no answer. 'reconciler events' shows what happened; run it again to go on");

            await Task.Delay(poll, context.Surroundings.Time, cancellationToken);
        }
    }

    /// <returns>Null: it is to be done here.</returns>
    private static async Task<ExitCode?> EndedAsync(VerbContext context, Asked asked)
    {
        if (!asked.MayBeDoneAgain)
            return await FailAsync(context, "reconciler run has ended while it did this. What was recorded stands ('reconciler events' shows it); run it again to go on");

        await context.Terminal.Error.WriteLineAsync("reconciler run has ended while it did this; it is done here, from the beginning");
        return null;
    }

    private static async Task<ExitCode?> FailAsync(VerbContext context, string message)
    {
        await context.Terminal.Error.WriteLineAsync($"{context.Terminal.ErrorStyle.Red("error:")} {message}");
        return ExitCode.Error;
    }

    private static Task ShowAsync(VerbContext context, AnswerPart part) => part switch
    {
        AnswerPart.Out output => context.Terminal.Out.WriteAsync(output.Text),
        AnswerPart.Error error => context.Terminal.Error.WriteAsync(error.Text),
        _ => Task.CompletedTask,
    };

    private static Request RequestOf(VerbContext context, Workplace workplace)
    {
        var (values, terminal) = (workplace.Values, context.Terminal);
        return new(
            RequestFiles.NewId(context.Surroundings.Time.GetUtcNow()),
            context.Surroundings.Actor,
            [.. Arguments(context.Parsed.Tokens)],
            new(workplace.Repository.Name, values.Revision.Revision, values.Revision.Path, workplace.Settings.File),
            new(terminal.Style.IsColoured, terminal.ErrorStyle.IsColoured, terminal.ShowsProgress, terminal.Width),
            FilesOf(context));
    }

    /// <summary>Without the options that say where: whoever answers knows that itself.</summary>
    private static IEnumerable<string> Arguments(IReadOnlyList<Token> tokens)
    {
        for (var i = 0; i < tokens.Count; i++)
        {
            if (tokens[i].Type == TokenType.Option && placeOptions.Contains(tokens[i].Value))
                i++;
            else
                yield return tokens[i].Value;
        }
    }

    /// <exception cref="UsageException">One cannot be read.</exception>
    private static ImmutableDictionary<string, ReadOnlyMemory<byte>> FilesOf(VerbContext context) => context.Parsed.CommandResult.Command.Options
        .Where(option => option.Name == "--plan")
        .Select(option => context.Parsed.GetResult(option)?.GetValueOrDefault<string>())
        .OfType<string>()
        .ToImmutableDictionary(file => file, file => PlanFiles.Read(file, context.Surroundings));

    private sealed record Asked(string Id, bool MayBeDoneAgain);
}
