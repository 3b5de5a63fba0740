using System.Collections.Concurrent;
using Reconciler.Engine.Notifications;

namespace Reconciler.Engine.Tests.Notifications;

internal sealed class InMemoryToldRecords : IToldRecords
{
    private readonly ConcurrentDictionary<string, Known> known = new();
    private readonly ConcurrentDictionary<string, string> changed = new();

    public Known Find(string receiver) => known.GetValueOrDefault(receiver);

    public void Write(string receiver, Known what) => known[receiver] = what;

    public string? Changed(string receiver) => changed.GetValueOrDefault(receiver);

    public void WriteChanged(IReadOnlyDictionary<string, string> byReceiver)
    {
        foreach (var (receiver, what) in byReceiver)
            changed[receiver] = what;
    }
}
