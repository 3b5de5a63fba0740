using System.Collections.Immutable;
using System.CommandLine;
using Reconciler.Adapters.TransferPackages;
using Reconciler.Cli.Calls;
using Reconciler.Cli.Notifications;
using Reconciler.Cli.Reports;
using Reconciler.Cli.Workplaces;
using Reconciler.Engine.Notifications;

namespace Reconciler.Cli.Verbs;

internal static class NotifyVerb
{
    private static readonly Argument<string?> receiver = new("RECEIVER")
    {
        Description = "Only this one, as notify.receivers of the settings calls it",
        Arity = ArgumentArity.ZeroOrOne,
        CompletionSources = { NameCompletion.At(0, NameCompletion.OfSettings(settings => settings.Notify.Receivers.Select(receiver => receiver.Name))) },
    };

    private static readonly Option<bool> test = new("--test") { Description = "Send a test to it, and show what it answers; commit statuses get a context of their own, which ends in /test" };

    internal static Verb Verb { get; } = new(
        "notify",
        "Show who is notified by 'run', and what each was told last; or try whether they answer",
        [receiver, test, .. CommonOptions.CommittedPlace, CommonOptions.Output],
        ActAsync)
    {
        Example = "reconciler notify --test",
    };

    private static async Task<ExitCode> ActAsync(VerbContext context, CancellationToken cancellationToken)
    {
        using var workplace = context.OpenWorkplace();
        var all = Receivers.Open(workplace, context.Surroundings);
        try
        {
            var chosen = Chosen(all, context.Parsed.GetValue(receiver));
            var told = new ToldFile(workplace.Directory);
            if (context.Parsed.GetValue(test))
                return await new NotifyTestReport(context).WriteAsync(chosen, await CommitAsync(workplace, chosen, cancellationToken), cancellationToken);

            await new NotifyReport(context).WriteAsync([.. chosen.Select(one => (one.Settings, told.Find(one.Rules.Name).Told))]);
            return ExitCode.Done;
        }
        finally
        {
            foreach (var one in all)
                one.Receiver.Dispose();
        }
    }

    private static ImmutableArray<SetUpReceiver> Chosen(ImmutableArray<SetUpReceiver> all, string? name)
    {
        if (all.IsEmpty)
            throw new UsageException("nobody is notified: the settings have no notify.receivers; examples/operations shows some");
        return name is null ? all : all.Where(one => one.Rules.Name == name).ToImmutableArray() is { IsEmpty: false } chosen
            ? chosen
            : throw KnownNames.NoSuch("receiver", name, [.. all.Select(one => one.Rules.Name)]);
    }

    /// <summary>The newest, for those that are told about commits; empty where nobody is.</summary>
    private static async Task<string> CommitAsync(Workplace workplace, ImmutableArray<SetUpReceiver> chosen, CancellationToken cancellationToken)
    {
        if (chosen.All(one => one.Rules.Wish != ReceiverWish.CommitStatus))
            return "";

        await workplace.RefreshAsync(cancellationToken);
        return workplace.Repository.At(workplace.Values.Revision.Revision).Commit.Id;
    }
}
