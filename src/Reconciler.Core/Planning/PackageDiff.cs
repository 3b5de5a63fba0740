using Reconciler.Core.Servers;

namespace Reconciler.Core.Planning;

/// <summary>One package, every server: what is wanted against what is held, as sets. Disjoint.</summary>
internal sealed record PackageDiff(
    ServerSet Place, ServerSet Update, ServerSet Refresh, ServerSet Remove, ServerSet Leave, ServerSet Keep)
{
    /// <param name="Wanted">Should hold the package. Declared servers only.</param>
    /// <param name="HoldingWanted">Hold the wanted digest.</param>
    /// <param name="Held">Hold any digest.</param>
    /// <param name="Begun">An action with a known content began there and did not end.</param>
    /// <param name="Stale">To be refreshed where they hold the wanted digest; the interrupted ones are among them.</param>
    internal sealed record Inputs(
        ServerSet Declared, ServerSet Wanted, ServerSet HoldingWanted, ServerSet Held, ServerSet Begun, ServerSet Stale);

    internal static PackageDiff Of(Inputs given)
    {
        var holding = given.Wanted & given.HoldingWanted;
        var refresh = holding & given.Stale;
        var known = given.Held | given.Begun;
        return new(
            Place: given.Wanted - given.Held,
            Update: (given.Wanted & given.Held) - given.HoldingWanted,
            Refresh: refresh,
            Remove: (known & given.Declared) - given.Wanted,
            Leave: given.Held - given.Declared,
            Keep: holding - refresh);
    }
}
