using Reconciler.Core.Content;

namespace Reconciler.Engine.TransferPackages;

/// <summary>A source's content when it was read.</summary>
/// <param name="At">The time that its files get: of the commit at which this content was first resolved.</param>
public sealed record RecordedSource(string Key, Digest Digest, long Bytes, int Files, DateTimeOffset At)
{
    /// <summary>Of a <c>git</c> source: the id of the commit that its revision was resolved to.</summary>
    public string? Commit { get; init; }

    /// <summary>The first warning about names that some servers cannot hold, so that it is known where the content is not read; null: none.</summary>
    public NameWarning? Warning { get; init; }
}

/// <param name="Code">Of the diagnostic.</param>
public sealed record NameWarning(string Code, string Message);
