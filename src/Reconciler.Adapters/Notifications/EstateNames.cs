namespace Reconciler.Adapters.Notifications;

/// <summary>Whose notifications they are.</summary>
/// <param name="Name">What the estate is called.</param>
/// <param name="Id">Null before the first run.</param>
/// <param name="Link">Where people may look further; null: nowhere.</param>
public sealed record EstateNames(string Name, Func<string?> Id, string? Link);
