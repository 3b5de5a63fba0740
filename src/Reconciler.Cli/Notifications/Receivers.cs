using System.Collections.Immutable;
using Reconciler.Adapters.Notifications;
using Reconciler.Cli.Terminals;
using Reconciler.Cli.Workplaces;
using Reconciler.Engine.Notifications;

namespace Reconciler.Cli.Notifications;

/// <summary>Makes the receivers that the settings name.</summary>
internal static class Receivers
{
    /// <exception cref="UsageException">What is left out in the settings cannot be derived from the repository that is followed.</exception>
    internal static ImmutableArray<SetUpReceiver> Open(Workplace workplace, Surroundings surroundings)
    {
        var notify = workplace.Settings.Notify;
        var followed = RepositoryHost.Of(workplace.Repository.Name);
        var estate = new EstateNames(notify.Name ?? followed.ShortName, () => workplace.State.Estate.Find()?.Id.Value, notify.Link);
        return
        [
            .. from receiver in notify.Receivers
               let wish = receiver.Kind.IsOfCommits() ? ReceiverWish.CommitStatus : receiver.OnlyFailures ? ReceiverWish.Failures : ReceiverWish.All
               select new SetUpReceiver(
                   receiver,
                   new(receiver.Name, wish, notify.RemindEvery, notify.AtMostEvery),
                   new HttpReceiver(Access(receiver, estate.Name, followed, surroundings), estate, surroundings.Time)),
        ];
    }

    private static ReceiverAccess Access(ReceiverSettings receiver, string estate, RepositoryHost followed, Surroundings surroundings)
    {
        var isOpen = receiver.SecretUrl is null;
        var url = receiver.Kind.IsOfCommits() ? receiver.Api ?? followed.Api(receiver.Kind) : receiver.Url;
        return new(receiver.Name, receiver.Kind, isOpen ? () => url! : Read(receiver.SecretUrl!, surroundings), isOpen)
        {
            Secret = receiver.Secret is { } secret ? Read(secret, surroundings) : null,
            Token = receiver.Token is { } token ? Read(token, surroundings) : null,
            Repository = receiver.Kind.IsOfCommits() ? Repository(receiver, followed) : "",
            Context = receiver.Context ?? $"reconciler/{estate}",
            AuthoritiesFile = receiver.AuthoritiesFile,
            Proxy = receiver.Proxy,
        };
    }

    private static string Repository(ReceiverSettings receiver, RepositoryHost followed)
    {
        var place = $"notify.receivers.{receiver.Name}";
        var repository = receiver.Repository ?? followed.Path
            ?? throw new UsageException($"{place} has no repository, and what is followed here is a directory, not a URL of {receiver.Kind.Word()}; add \"repository\": \"owner/name\" there");
        return receiver.Kind != ReceiverKind.GitHub || repository.Split('/') is [{ Length: > 0 }, { Length: > 0 }]
            ? repository
            : throw new UsageException($"{place} is for the repository '{repository}', which GitHub does not have: it is owner/name; set \"repository\" there");
    }

    /// <summary>At every use, so that a renewed secret needs no restart.</summary>
    private static Func<string> Read(SecretPlace place, Surroundings surroundings) => () =>
    {
        try
        {
            return place.Read(surroundings);
        }
        catch (UsageException problem)
        {
            throw new DeliveryException(problem.Message) { IsRefused = true };
        }
    };
}
