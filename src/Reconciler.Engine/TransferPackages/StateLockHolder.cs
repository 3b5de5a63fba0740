using System.Globalization;

namespace Reconciler.Engine.TransferPackages;

/// <summary>Who holds the state's lock.</summary>
/// <param name="Verb"><c>sync</c>, <c>run</c>, …</param>
public sealed record StateLockHolder(int ProcessId, string Host, string Verb, DateTimeOffset Since)
{
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"reconciler {Verb} (pid {ProcessId} on {Host}) since {Since.UtcDateTime:yyyy-MM-dd HH:mm}Z");
}
