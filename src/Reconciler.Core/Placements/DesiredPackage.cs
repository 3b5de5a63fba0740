using System.Collections.Immutable;
using Reconciler.Core.Content;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;

namespace Reconciler.Core.Placements;

/// <summary>A declared package, whom it is for, and what its versions contain.</summary>
/// <param name="Versions">In the package's order. Their servers are disjoint.</param>
public sealed record DesiredPackage(Package Package, PackageTargets Targets, ImmutableArray<DesiredVersion> Versions)
{
    /// <param name="contents">In the order of the package's versions.</param>
    internal static DesiredPackage Of(Package package, ImmutableArray<DesiredContent> contents, GroupExpansion groups)
    {
        var targets = PackageTargets.Of(package, groups);
        return new(
            package,
            targets,
            [
                .. package.Versions.Select((version, i) => new DesiredVersion(
                    version,
                    groups.Union(targets.Rules.Where(rule => rule.Rule.Version == version.Name).Select(rule => rule.Servers)),
                    contents[i])),
            ]);
    }

    /// <summary>What is known of the content with this digest; null when none of the versions has it.</summary>
    public DesiredContent.Known? Find(Digest digest) =>
        Versions.Select(version => version.Content).OfType<DesiredContent.Known>().FirstOrDefault(content => content.Digest == digest);

    /// <summary>The version that a rule gives to the server; null when none does.</summary>
    public DesiredVersion? For(ServerName server) => Versions.FirstOrDefault(version => version.Servers.Contains(server));
}

/// <summary>A version, the servers that its rules win, and what it contains.</summary>
public sealed record DesiredVersion(PackageVersion Version, ServerSet Servers, DesiredContent Content)
{
    /// <summary>As declared, else by its digest; null when neither is known.</summary>
    public string? Name => Version.Name ?? (Content as DesiredContent.Known)?.Version;
}

/// <summary>What is known of a version's content where the plan is made.</summary>
public abstract record DesiredContent
{
    /// <param name="Version">As declared, or the digest's first characters.</param>
    public sealed record Known(Digest Digest, string Version, long SizeBytes, DateTimeOffset FileTime) : DesiredContent
    {
        /// <summary>Of a <c>git</c> source: the id of the commit that its revision was resolved to.</summary>
        public string? SourceCommit { get; init; }

        /// <summary>Why no server with <c>caseInsensitive: true</c> can hold it; null when one can.</summary>
        public string? NameFault { get; init; }
    }

    /// <summary>The source cannot be used as it stands.</summary>
    /// <param name="Reason">For a person; names the source.</param>
    public sealed record Faulty(ContentFault Fault, string? Version, string Reason) : DesiredContent;

    /// <summary>The source cannot be read where the plan is made, and may well be where it is carried out.</summary>
    public sealed record Unread : DesiredContent;
}

public enum ContentFault
{
    SourceFailed,
    SourceChanging,
    NotAllowed,
}
