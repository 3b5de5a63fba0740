namespace Reconciler.Engine.Notifications;

/// <summary>What each receiver was told last, through restarts. Safe from any thread; what cannot be written is told again after a restart.</summary>
public interface IToldRecords
{
    /// <summary>Null: nothing yet.</summary>
    Told? Find(string receiver);

    void Write(string receiver, Told told);

    /// <summary>As <see cref="LoopObserver.Changed"/>.</summary>
    string? Changed(string receiver);

    /// <summary>All at once.</summary>
    void WriteChanged(IReadOnlyDictionary<string, string> byReceiver);
}
