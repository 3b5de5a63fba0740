using System.Collections.Immutable;
using Reconciler.Core.Placements;

namespace Reconciler.Cli.Reports;

/// <summary>A chain of reasons in one line. Facts of the server itself are left out: <c>why</c> has them.</summary>
internal static class ReasonText
{
    /// <summary><c>stores selects tier: store at groups.yaml:7</c></summary>
    internal static string Of(MembershipReason reason) => reason.At is { } at ? $"{reason.Text} at {at.FileAndLine}" : reason.Text;

    /// <summary><c>; emea holds the group stores at groups.yaml:3; stores lists it at groups.yaml:9</c>, or nothing.</summary>
    internal static string Below(ImmutableArray<MembershipReason> reasons) =>
        reasons.FirstOrDefault(reason => !reason.IsOfServer) is { } first ? $"; {Of(first)}{Below(first.Through)}" : "";
}
