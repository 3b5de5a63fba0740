using System.Collections.Immutable;

namespace Reconciler.Core.TransferPackages;

/// <summary>One line of a server's file.</summary>
/// <param name="Seq">Counts the server's lines from 1, through compactions.</param>
public sealed record ServerRecord(long Seq, DateTimeOffset At, ImmutableArray<ServerEvent> Events);
