using Reconciler.Core.Resources;

namespace Reconciler.Engine.Servers;

/// <summary>What a despooler needs to know of a server to reach it: a plain value, so that an order can travel.</summary>
public sealed record ServerEndpoint(ServerName Name, ServerAddress Address, int MaxConcurrentCopies);
