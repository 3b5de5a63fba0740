using Reconciler.Core.Content;
using Reconciler.Core.Resources;

namespace Reconciler.Core.Placements;

/// <summary>A declared package, whom it is for, and what it contains.</summary>
public sealed record DesiredPackage(Package Package, PackageTargets Targets, DesiredContent Content);

/// <summary>What is known of a package's content where the plan is made.</summary>
public abstract record DesiredContent
{
    /// <param name="Version">As declared, or the digest's first characters.</param>
    public sealed record Known(Digest Digest, string Version, long SizeBytes, DateTimeOffset FileTime) : DesiredContent
    {
        /// <summary>Why no server with <c>caseInsensitive: true</c> can hold it; null when one can.</summary>
        public string? NameFault { get; init; }
    }

    /// <summary>The source cannot be used as it stands.</summary>
    /// <param name="Reason">For a person; names the source.</param>
    public sealed record Faulty(ContentFault Fault, string? Version, string Reason) : DesiredContent;
}

public enum ContentFault
{
    SourceFailed,
    SourceChanging,
    NotAllowed,
}
