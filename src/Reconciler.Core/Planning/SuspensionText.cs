using System.Globalization;
using Reconciler.Core.Resources;

namespace Reconciler.Core.Planning;

/// <summary>Suspensions as people read them.</summary>
public static class SuspensionText
{
    /// <summary><c>suspended until 2026-12-01</c></summary>
    public static string Words(this Suspension suspension) => Words(suspension.Until);

    /// <summary><c>suspended until 2026-12-01: disk replacement (stores/london.yaml:12)</c>; <c>suspended: disk replacement (ada, 2026-11-22 14:03Z)</c>.</summary>
    public static string Line(this Suspension suspension) => $"{suspension.Words()}: {suspension.Reason} ({suspension.Origin()})";

    /// <summary>The same where the word stands before it already: <c>until 2026-12-01: disk replacement (stores/london.yaml:12)</c>.</summary>
    public static string Facts(this Suspension suspension) =>
        $"{(suspension.Until is { } until ? $"until {Until(until)}: " : "")}{suspension.Reason} ({suspension.Origin()})";

    /// <summary>Who says so: a line in Git, or somebody and when.</summary>
    public static string Origin(this Suspension suspension) =>
        suspension.At is { } at ? at.FileAndLine : suspension.Since is { } since ? $"{suspension.By}, {Moment.Text(since)}" : suspension.By ?? "";

    /// <summary>The beginning of a day as that day, any other time with its minutes.</summary>
    public static string Until(DateTimeOffset until) =>
        until.UtcDateTime.TimeOfDay == TimeSpan.Zero ? until.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : Moment.Text(until);

    internal static string Words(DateTimeOffset? until) => $"{HoldReason.Suspended.Word()}{(until is { } end ? $" until {Until(end)}" : "")}";

    internal static Hold ToHold(this Suspension suspension) => new(HoldReason.Suspended, suspension.Reason) { Until = suspension.Until };
}
