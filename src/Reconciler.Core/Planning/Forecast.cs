using Reconciler.Core.Resources;
using Reconciler.Core.Servers;

namespace Reconciler.Core.Planning;

/// <summary>How long the copies will take, by the rates that were measured at earlier ones. Servers are copied to at the same time, each at its own rate.</summary>
/// <param name="Took">Until the slowest of the servers with a rate is done; null when none has one.</param>
/// <param name="Slowest">Null when none has a rate.</param>
/// <param name="Unmeasured">Servers that bytes are copied to and whose rate is not known.</param>
public sealed record Forecast(TimeSpan? Took, ServerName? Slowest, ServerSet Unmeasured);
