using System.Collections.Immutable;
using Reconciler.Core.Diagnostics;

namespace Reconciler.Core.Placements;

/// <param name="Text">A clause that quotes the line: <c>excluded by except: [dp-par-02]</c>.</param>
/// <param name="At">The line.</param>
/// <param name="Through">Why the line means this server, or does not.</param>
public sealed record DerivationStep(
    DerivationRule Rule, StepEffect Effect, string Text, SourcePosition At, ImmutableArray<MembershipReason> Through)
{
    /// <summary><c>excluded by except: [dp-par-02] at packages.yaml:22</c></summary>
    public override string ToString() => $"{Text} at {At.FileAndLine}";
}
