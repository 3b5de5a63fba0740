using System.Collections.Immutable;
using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Engine.TransferPackages;

/// <summary>A line to be added to a server's file: a <see cref="ServerRecord"/> before it has a number.</summary>
public sealed record ServerAppend(ServerName Server, DateTimeOffset At, ImmutableArray<ServerEvent> Events);
