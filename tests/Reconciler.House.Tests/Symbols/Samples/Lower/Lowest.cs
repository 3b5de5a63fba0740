namespace Reconciler.House.Tests.Symbols.Samples.Lower;

/// <summary>Needs the folder that needs this one, and only in a body.</summary>
internal sealed class Lowest
{
    public static object Up() => Awaiting.NumberAsync(Task.FromResult(1));
}
