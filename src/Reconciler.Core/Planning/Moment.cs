using System.Globalization;

namespace Reconciler.Core.Planning;

/// <summary>Points in time and spans as people read them.</summary>
public static class Moment
{
    /// <summary><c>2026-11-22 14:03Z</c></summary>
    public static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);

    /// <summary>The largest unit that counts: <c>40 s</c>, <c>4 min</c>, <c>7 h</c>, <c>3 d</c>. A span before now is none.</summary>
    public static string Age(TimeSpan age) => age switch
    {
        { TotalSeconds: < 1 } => "0 s",
        { TotalMinutes: < 1 } => $"{(int)age.TotalSeconds} s",
        { TotalHours: < 1 } => $"{(int)age.TotalMinutes} min",
        { TotalDays: < 1 } => $"{(int)age.TotalHours} h",
        _ => $"{(int)age.TotalDays} d",
    };
}
