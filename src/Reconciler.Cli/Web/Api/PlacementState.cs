namespace Reconciler.Cli.Web.Api;

/// <summary>What one word says about a placement, as the plan has it.</summary>
internal enum PlacementState
{
    /// <summary>As it should be.</summary>
    Keep,

    Place,

    Update,

    Refresh,

    Remove,

    /// <summary>Its server is declared no more; what it holds is left there.</summary>
    Leave,

    /// <summary>One of the actions, which must wait.</summary>
    Hold,

    /// <summary>Not wanted any more, and kept: <c>prune: false</c>.</summary>
    Declined,
}

internal static class PlacementStateText
{
    /// <summary>The word in addresses and JSON. Never changes.</summary>
    internal static string Word(this PlacementState state) => state.ToString().ToLowerInvariant();
}
