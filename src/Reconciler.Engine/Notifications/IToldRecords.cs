namespace Reconciler.Engine.Notifications;

/// <summary>What each receiver was told last, through restarts. Safe from any thread; what cannot be written is told again after a restart.</summary>
public interface IToldRecords
{
    Known Find(string receiver);

    void Write(string receiver, Known known);

    /// <summary>As <see cref="LoopObserver.Changed"/>.</summary>
    string? Changed(string receiver);

    /// <summary>All at once.</summary>
    void WriteChanged(IReadOnlyDictionary<string, string> byReceiver);
}
