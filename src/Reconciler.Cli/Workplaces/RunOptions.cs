using Reconciler.Configuration.Values;

namespace Reconciler.Cli.Workplaces;

/// <summary>What may be said of how <c>run</c> runs.</summary>
internal static class RunOptions
{
    private static readonly TimeSpan shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan longest = TimeSpan.FromDays(1);

    /// <param name="name">Of the option or the setting.</param>
    /// <exception cref="FormatException">No such interval.</exception>
    internal static TimeSpan Interval(string name, string text) =>
        DurationText.TryParse(text, out var interval) && interval >= shortest && interval <= longest
            ? interval
            : throw new FormatException($"{name} is '{text}'; write a duration from 1s to 1d, such as 30s or 5m");
}
