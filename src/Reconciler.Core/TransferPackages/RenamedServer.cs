using Reconciler.Core.Servers;

namespace Reconciler.Core.TransferPackages;

/// <summary>A server got another name: every register says of the new name what it said of the old one.</summary>
public static class RenamedServer
{
    /// <summary>Whether anything is recorded of one of these servers.</summary>
    public static bool IsAbout(this TransferPackage package, ServerSet servers) =>
        package.Held.Overlaps(servers)
        || package.Interrupted.Overlaps(servers)
        || package.OutOfSight.Any(tree => tree.Servers.Overlaps(servers))
        || package.Troubles.Any(trouble => trouble.Servers.Overlaps(servers))
        || package.RefreshAsked.Any(asked => asked.Servers.Overlaps(servers))
        || package.Targets?.Servers.Overlaps(servers) == true;

    /// <param name="former">The old name alone.</param>
    /// <param name="current">The new name alone, of which nothing is recorded yet.</param>
    internal static TransferPackage Moved(this TransferPackage package, ServerSet former, ServerSet current)
    {
        ServerSet Move(ServerSet servers) => servers.Overlaps(former) ? (servers - former) | current : servers;
        return package with
        {
            Holdings = [.. package.Holdings.Select(register => register.On(Move(register.Servers)))],
            Proofs = [.. package.Proofs.Select(register => register.On(Move(register.Servers)))],
            Unsure = [.. package.Unsure.Select(register => register.On(Move(register.Servers)))],
            Troubles = [.. package.Troubles.Select(register => register.On(Move(register.Servers)))],
            OutOfSight = [.. package.OutOfSight.Select(register => register.On(Move(register.Servers)))],
            RefreshAsked = [.. package.RefreshAsked.Select(register => register.On(Move(register.Servers)))],
            Targets = package.Targets is { } targets ? targets with { Servers = Move(targets.Servers) } : null,
            Left = package.Left - former,
        };
    }
}
