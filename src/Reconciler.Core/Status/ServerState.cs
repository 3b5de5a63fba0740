using Reconciler.Core.TransferPackages;

namespace Reconciler.Core.Status;

/// <summary>What one word says about a server as a whole.</summary>
public enum ServerState
{
    /// <summary>It answered at the last visit.</summary>
    Reachable,

    /// <summary>Nobody has been there.</summary>
    NeverVisited,

    Unreachable,

    NotMounted,

    /// <summary>It belongs to another estate, or is another server.</summary>
    Foreign,

    /// <summary>It answered, and cannot be used: no space, no permission.</summary>
    Failing,

    /// <summary>It is declared no more; what it holds is left there.</summary>
    Undeclared,
}

public static class ServerStateText
{
    /// <summary>Of a declared server.</summary>
    /// <param name="facts">Null: nothing is recorded.</param>
    public static ServerState Of(ServerFacts? facts) => facts switch
    {
        { Trouble.Kind: TroubleKind.Unreachable } => ServerState.Unreachable,
        { Trouble.Kind: TroubleKind.NotMounted } => ServerState.NotMounted,
        { Trouble.Kind: TroubleKind.Foreign } => ServerState.Foreign,
        { Trouble: not null } => ServerState.Failing,
        { LastVisited: not null } => ServerState.Reachable,
        _ => ServerState.NeverVisited,
    };

    /// <summary>The word in text and JSON. Never changes.</summary>
    public static string Word(this ServerState state) => state switch
    {
        ServerState.Reachable => "reachable",
        ServerState.NeverVisited => "never-visited",
        ServerState.Unreachable => "unreachable",
        ServerState.NotMounted => "not-mounted",
        ServerState.Foreign => "foreign",
        ServerState.Failing => "failing",
        ServerState.Undeclared => "undeclared",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "unknown state"),
    };
}
