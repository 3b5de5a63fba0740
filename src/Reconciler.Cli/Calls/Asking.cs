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
    private static readonly string[] placeOptions = [.. CommonOptions.CommittedPlace.Select(option => option.Name)];

    internal static async Task<ExitCode> ActAsync(
        VerbContext context, Func<VerbContext, CancellationToken, Task<ExitCode>> act, CancellationToken cancellationToken)
    {
        while (true)
        {
            StateLockHolder holder;
            try
            {
                return await act(context, cancellationToken);
            }
            catch (StateLockedException locked) when (locked.Holder is { Verb: Workplace.LoopVerb })
            {
                holder = locked.Holder;
            }

            if (await AskAsync(context, $"reconciler run (pid {holder.ProcessId} on {holder.Host})", cancellationToken) is { } code)
                return code;
        }
    }

    /// <returns>Null: nobody has begun it, and nobody will.</returns>
    private static async Task<ExitCode?> AskAsync(VerbContext context, string holder, CancellationToken cancellationToken)
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
            return await FollowAsync(context, workplace.Directory, files, request.Id, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await context.Terminal.Error.WriteLineAsync($"Cancelled here. {holder} goes on with it; 'reconciler events --follow' shows it.");
            return ExitCode.Cancelled;
        }
    }

    private static async Task<ExitCode?> FollowAsync(
        VerbContext context, StateDirectory directory, RequestFiles files, string id, CancellationToken cancellationToken)
    {
        var reader = files.ReaderOf(id);
        for (var misses = 0; ;)
        {
            var isHeld = StateLock.IsHeld(directory);
            foreach (var part in reader.ReadOn())
            {
                if (part is AnswerPart.Exit exit)
                {
                    reader.Delete();
                    return (ExitCode)exit.Code;
                }

                await ShowAsync(context, part);
            }

            // A service that is started anew takes the lock within moments, and answers what the one before had begun.
            misses = isHeld ? 0 : misses + 1;
            if (misses > 0 && files.TryWithdraw(id))
                return null;

            if (misses * poll > TimeSpan.FromSeconds(3))
            {
                await context.Terminal.Error.WriteLineAsync($"{context.Terminal.ErrorStyle.Red("error:")} reconciler run has ended while it did this. What was recorded stands; run it again to go on");
                return ExitCode.Error;
            }

            await Task.Delay(poll, context.Surroundings.Time, cancellationToken);
        }
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

    private static ImmutableDictionary<string, ReadOnlyMemory<byte>> FilesOf(VerbContext context)
    {
        var files = ImmutableDictionary<string, ReadOnlyMemory<byte>>.Empty;
        foreach (var option in context.Parsed.CommandResult.Command.Options.Where(option => option.Name == "--plan"))
        {
            if (context.Parsed.GetResult(option)?.GetValueOrDefault<string>() is { } file)
                files = files.Add(file, File.ReadAllBytes(Path.GetFullPath(file, context.Surroundings.WorkingDirectory)));
        }

        return files;
    }
}
