using System.Collections.Immutable;

namespace Reconciler.Engine.Tests.Histories;

/// <summary>One thing that happens to an estate.</summary>
internal sealed record Op(OpKind Kind, int A, int B, int C, ImmutableArray<Fault> Faults);

internal enum OpKind
{
    /// <summary>Administrators commit something.</summary>
    Change,

    /// <summary>Somebody types <c>sync</c>.</summary>
    Sync,

    /// <summary>Somebody types <c>sync</c> for a part.</summary>
    SyncPart,

    /// <summary>A pass of <c>run</c>.</summary>
    Pass,

    Verify,

    /// <summary>Somebody who may write on a server changes something there.</summary>
    Outsider,

    Adopt,

    Forget,

    Collect,

    Refresh,

    Suspend,

    Approve,

    /// <summary>The state is copied, or an earlier copy takes its place.</summary>
    Backup,

    Time,

    /// <summary>A source cannot be read, or can be again; an object in the store goes bad.</summary>
    Store,
}
