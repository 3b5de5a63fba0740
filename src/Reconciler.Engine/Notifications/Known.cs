namespace Reconciler.Engine.Notifications;

/// <summary>What a receiver knows.</summary>
/// <param name="Told">What it was told last; null: nothing yet.</param>
/// <param name="Tried">What was sent to it after that, and may have arrived or not: the connection broke, or the process ended. Null: nothing.</param>
public readonly record struct Known(Told? Told, Told? Tried);
