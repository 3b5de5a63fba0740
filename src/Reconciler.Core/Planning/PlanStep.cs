using Reconciler.Core.Placements;
using Reconciler.Core.Servers;

namespace Reconciler.Core.Planning;

/// <summary>What is to be done with a package on some servers, before anybody asked whether it must wait.</summary>
internal sealed record PlanStep(ActionKind Kind, HeldVersion? From, HeldVersion? To, ServerSet Servers, Cause Cause)
{
    /// <summary>Why what they should hold cannot be copied; null when it can.</summary>
    internal DesiredContent.Faulty? Fault { get; init; }

    /// <inheritdoc cref="PlanAction.Unread"/>
    internal UnreadVersion? Unread { get; init; }
}
