using Reconciler.Core.Resources;

namespace Reconciler.Engine.Servers;

/// <summary>What a despooler needs to know of a server to work on it: a plain value, so that an order can travel.</summary>
public sealed record ServerEndpoint(ServerName Name, ServerAddress Address, int MaxConcurrentCopies)
{
    /// <summary>For everything that is placed there.</summary>
    public Permissions Permissions { get; init; }

    /// <summary>Whether packages may be published at level <see cref="Atomicity.None"/>, where nothing better can be had.</summary>
    public bool AcceptsNonAtomic { get; init; }

    /// <summary>Of everything that is placed there.</summary>
    public Layout Layout { get; init; }

    /// <summary>The name of a login in the settings of whoever connects; null: none is named.</summary>
    public string? Credentials { get; init; }

    public static ServerEndpoint Of(DistributionServer server) => new(server.Name, server.Address.Value, server.MaxConcurrentCopies.Value)
    {
        Permissions = server.Permissions.Value,
        AcceptsNonAtomic = server.AcceptNonAtomic.Value,
        Layout = server.Layout.Value,
        Credentials = server.Credentials?.Value,
    };
}
