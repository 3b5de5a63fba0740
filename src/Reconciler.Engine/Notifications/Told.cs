namespace Reconciler.Engine.Notifications;

/// <summary>What a receiver was told last.</summary>
/// <param name="Key">Of what was said; what has the same key is not said again.</param>
/// <param name="At">When it was delivered.</param>
public sealed record Told(string Key, BulletinState State, DateTimeOffset At)
{
    /// <summary>Id of the commit that it was about; null: of none.</summary>
    public string? Commit { get; init; }

    /// <summary>As <see cref="Notice.Delivery"/>.</summary>
    public string Delivery { get; init; } = "";

    /// <summary>Since when things are not as they should be; null when they are.</summary>
    public DateTimeOffset? Since { get; init; }
}
