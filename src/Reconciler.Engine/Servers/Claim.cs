using Reconciler.Core.Resources;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Engine.Servers;

/// <summary>What a server's root says of itself: whose it is. Stands in <c>.reconciler/server.json</c>.</summary>
public sealed record Claim(EstateId Estate, ServerName Server, DateTimeOffset WrittenAt);
