using Reconciler.Cli.Workplaces;
using Reconciler.Configuration.Values;
using Reconciler.Core.Planning;

namespace Reconciler.Cli.Verbs;

/// <summary>A time in the past as it is typed: a moment, a day, which stands for its beginning in UTC, or an age.</summary>
internal static class PointInTime
{
    private const int MinuteLength = 16;

    /// <param name="text">Null: nothing was typed.</param>
    /// <exception cref="UsageException">It is no time, or has not come yet.</exception>
    internal static DateTimeOffset? Read(string? text, DateTimeOffset now)
    {
        if (text is null)
            return null;

        if (DurationText.TryParse(text, out var age))
            return age < now - DateTimeOffset.UnixEpoch ? now - age : DateTimeOffset.UnixEpoch;

        if (!InstantText.TryParse(text, out var moment))
            throw new UsageException($"--at is '{text}'; write a time with its offset such as 2026-11-20T14:03Z, a day such as 2026-11-20, which begins at 00:00 UTC, or an age such as 3d");

        if (moment > now)
            throw new UsageException($"--at is {Moment.Text(moment)}, which has not come yet: it is {Moment.Text(now)}; 'reconciler plan' tells what comes next");

        // Times are shown to the minute: what happened within one belongs to it.
        return HasMinutesOnly(text) ? Min(moment.AddSeconds(59), now) : moment;
    }

    private static bool HasMinutesOnly(string text) => text.Length >= MinuteLength && (text.Length == MinuteLength || text[MinuteLength] != ':');

    private static DateTimeOffset Min(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
