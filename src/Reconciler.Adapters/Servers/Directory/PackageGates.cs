using System.Collections.Concurrent;
using Reconciler.Core.Resources;

namespace Reconciler.Adapters.Servers.Directory;

/// <summary>One package is worked on by one thread at a time: its receipt is read, changed and written.</summary>
internal sealed class PackageGates
{
    private readonly ConcurrentDictionary<PackageName, Lock> gates = new();

    public T Inside<T>(PackageName package, Func<T> work)
    {
        lock (gates.GetOrAdd(package, static _ => new()))
            return work();
    }
}
