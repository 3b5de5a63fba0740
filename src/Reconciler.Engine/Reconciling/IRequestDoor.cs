namespace Reconciler.Engine.Reconciling;

/// <summary>Where others ask whoever holds the state's lock to do something for them.</summary>
public interface IRequestDoor
{
    /// <summary>Cheap: it is asked several times a second.</summary>
    bool IsAnyoneWaiting { get; }

    /// <summary>Does what is asked, one after the other, until nobody waits. What fails is told to whoever asked.</summary>
    Task ServeAsync(CancellationToken cancellationToken);
}
