using System.Collections.Concurrent;
using Reconciler.Engine.Notifications;

namespace Reconciler.Engine.Tests.Notifications;

internal sealed class InMemoryToldRecords : IToldRecords
{
    private readonly ConcurrentDictionary<string, Told> told = new();
    private readonly ConcurrentDictionary<string, string> changed = new();

    public Told? Find(string receiver) => told.GetValueOrDefault(receiver);

    public void Write(string receiver, Told what) => told[receiver] = what;

    public string? Changed(string receiver) => changed.GetValueOrDefault(receiver);

    public void WriteChanged(IReadOnlyDictionary<string, string> byReceiver)
    {
        foreach (var (receiver, what) in byReceiver)
            changed[receiver] = what;
    }
}
