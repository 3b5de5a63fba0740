using System.Collections.Immutable;

namespace Reconciler.Engine.Notifications;

/// <summary>One thing that is wrong, for all placements that share it.</summary>
/// <param name="Reason">One word that never changes: that of a hold, <c>drifted</c>, <c>content-unread</c>, <c>stuck</c>, or a diagnostic's code.</param>
/// <param name="Message">For people; one line.</param>
/// <param name="Servers">By name; the first twenty at most.</param>
/// <param name="Packages">Likewise.</param>
public sealed record Finding(string Reason, string Message, ImmutableArray<string> Servers, ImmutableArray<string> Packages)
{
    public int ServerCount { get; init; } = Servers.Length;

    public int PackageCount { get; init; } = Packages.Length;

    public int Placements { get; init; }
}
