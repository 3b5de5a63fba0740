using System.Collections.Immutable;
using Reconciler.Core.Diagnostics;

namespace Reconciler.Core.Placements;

/// <summary>Why a name in the configuration means a server, or does not: one line of it, and the lines that this one rests on.</summary>
/// <param name="Holds">Whether it makes the server a member.</param>
/// <param name="Text">A clause: <c>stores selects tier: store</c>, <c>dp-lon-02 has tier: store</c>.</param>
/// <param name="At">Null for what is built in.</param>
public sealed record MembershipReason(bool Holds, string Text, SourcePosition? At, ImmutableArray<MembershipReason> Through)
{
    /// <summary>It is a fact of the server itself, such as a label, on which the reason above rests.</summary>
    public bool IsOfServer { get; init; }

    internal MembershipReason(bool holds, string text, SourcePosition? at)
        : this(holds, text, at, [])
    {
    }
}
