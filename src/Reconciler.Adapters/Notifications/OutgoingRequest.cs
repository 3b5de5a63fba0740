using System.Collections.Immutable;

namespace Reconciler.Adapters.Notifications;

/// <summary>A POST of JSON.</summary>
/// <param name="Headers">Beside those that every request has.</param>
/// <param name="Secrets">Whatever in it must not be shown.</param>
internal sealed record OutgoingRequest(Uri Url, ReadOnlyMemory<byte> Body, ImmutableArray<(string Name, string Value)> Headers, Secrets Secrets);
