using Reconciler.Core.TransferPackages;

namespace Reconciler.Engine.Tests.Histories;

/// <summary>Something that goes wrong once, at a step of a run.</summary>
/// <param name="Slot">The server's; of no meaning for what happens to the process or the state.</param>
/// <param name="Step">Counts the calls of that server; for a kill, what the process does; for the state, appends.</param>
internal sealed record Fault(FaultKind Kind, int Slot, int Step, int Trouble)
{
    private static readonly TroubleKind[] troubles =
    [
        TroubleKind.Unreachable, TroubleKind.NoSpace, TroubleKind.NoPermission, TroubleKind.IoError, TroubleKind.HashMismatch, TroubleKind.NotSupported,
    ];

    internal TroubleKind TroubleKind => troubles[Trouble % troubles.Length];

    public override string ToString() => Kind switch
    {
        FaultKind.Kill or FaultKind.KillInAppend or FaultKind.AppendFails or FaultKind.GiveWay or FaultKind.Cancel => $"{Kind} at {Step}",
        FaultKind.FailsBefore or FaultKind.FailsAfter => $"a{Slot} {Kind} call {Step}: {TroubleKind}",
        _ => $"a{Slot} {Kind} call {Step}",
    };
}

internal enum FaultKind
{
    /// <summary>The call does nothing and fails.</summary>
    FailsBefore,

    /// <summary>The call does its work, and fails all the same.</summary>
    FailsAfter,

    /// <summary>From this call on the server does not answer in this run.</summary>
    Gone,

    /// <summary>The call never ends, and never does anything.</summary>
    Hangs,

    /// <summary>The call hangs until the run is over, and then does its work after all.</summary>
    HangsAndWakes,

    /// <summary>The call does its work and never ends.</summary>
    HangsAfter,

    /// <summary>The process is killed after so many steps of its work.</summary>
    Kill,

    /// <summary>The process is killed while it appends to the records.</summary>
    KillInAppend,

    /// <summary>An append to the records fails.</summary>
    AppendFails,

    /// <summary>Something newer is to be done.</summary>
    GiveWay,

    /// <summary>Ctrl-C.</summary>
    Cancel,
}
