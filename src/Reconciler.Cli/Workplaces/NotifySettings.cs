using System.Collections.Immutable;
using Reconciler.Adapters.Notifications;
using Reconciler.Core.Planning;

namespace Reconciler.Cli.Workplaces;

/// <summary>Who is told by <c>run</c> how things stand, and how often.</summary>
internal sealed record NotifySettings
{
    internal static NotifySettings Usual { get; } = new();

    /// <summary>What the estate is called in messages; null: as its repository.</summary>
    internal string? Name { get; init; }

    /// <summary>Where people may look further.</summary>
    internal string? Link { get; init; }

    /// <summary>How often trouble that lasts is told again; null: never.</summary>
    internal TimeSpan? RemindEvery { get; init; } = TimeSpan.FromDays(1);

    internal TimeSpan AtMostEvery { get; init; } = TimeSpan.FromMinutes(5);

    internal ImmutableArray<ReceiverSettings> Receivers { get; init; } = [];
}

/// <summary>One entry of <c>notify.receivers</c>. Fields that its kind does not have are null.</summary>
/// <param name="Name">As the settings call it.</param>
internal sealed record ReceiverSettings(string Name, ReceiverKind Kind)
{
    /// <summary>Of a webhook, for all to read.</summary>
    internal string? Url { get; init; }

    internal SecretPlace? SecretUrl { get; init; }

    internal SecretPlace? Secret { get; init; }

    internal SecretPlace? Token { get; init; }

    /// <summary>Null: that of the followed URL.</summary>
    internal string? Repository { get; init; }

    /// <summary>Base URL of the host's API; null: that of the followed URL's host.</summary>
    internal string? Api { get; init; }

    /// <summary>Null: <c>reconciler/</c> and the estate's name.</summary>
    internal string? Context { get; init; }

    /// <summary>PEM; absolute.</summary>
    internal string? AuthoritiesFile { get; init; }

    internal string? Proxy { get; init; }

    internal bool OnlyFailures { get; init; }

    internal Scope Scope { get; init; } = Scope.Everything;
}
