using System.Collections.Immutable;
using Reconciler.Core.Content;
using Reconciler.Core.Diagnostics;
using Reconciler.Engine.TransferPackages;

namespace Reconciler.Engine.Contents;

/// <summary>A source's content, by name.</summary>
/// <param name="Key">Under which the resolution is recorded.</param>
/// <param name="FileTime">Given to the files: when the commit was made at which this content was first resolved.</param>
/// <param name="IsRecorded">False: it was read just now, and differs from what is written down.</param>
/// <param name="Manifest">Null when the resolution was recorded and the content was not read.</param>
/// <param name="Warnings">Names that some servers cannot hold.</param>
public sealed record SourceResolution(
    string Key,
    Digest Digest,
    long SizeBytes,
    int Files,
    DateTimeOffset FileTime,
    bool IsRecorded,
    Manifest? Manifest,
    ImmutableArray<Diagnostic> Warnings)
{
    /// <summary>Of a <c>git</c> source: the id of the commit that its revision was resolved to.</summary>
    public string? Commit { get; init; }

    public RecordedSource ToRecord() => new(Key, Digest, SizeBytes, Files, FileTime)
    {
        Commit = Commit,
        Warning = Warnings.IsEmpty ? null : new(Warnings[0].Code, Warnings[0].Message),
    };
}
