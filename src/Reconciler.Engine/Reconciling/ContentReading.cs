using System.Collections.Immutable;
using Reconciler.Core.Diagnostics;
using Reconciler.Core.Placements;
using Reconciler.Core.Planning;
using Reconciler.Core.Resources;
using Reconciler.Engine.Contents;
using Reconciler.Engine.Repositories;

namespace Reconciler.Engine.Reconciling;

/// <summary>Finds out what every version of every package of a commit contains. A fault holds that version and nothing else.</summary>
internal sealed class ContentReading(ISources sources, ContentResolver resolve, AllowList allowed, PlanQuery query)
{
    private readonly ImmutableSortedDictionary<PackageName, ImmutableArray<DesiredContent>>.Builder contents = ImmutableSortedDictionary.CreateBuilder<PackageName, ImmutableArray<DesiredContent>>();
    private readonly List<Diagnostic> notes = [];
    private readonly List<(VersionSource Version, SourceResolution Resolution)> resolved = [];
    private readonly ImmutableArray<SourceResolution>.Builder resolutions = ImmutableArray.CreateBuilder<SourceResolution>();

    internal ImmutableSortedDictionary<PackageName, ImmutableArray<DesiredContent>> Contents => contents.ToImmutable();

    internal ImmutableArray<SourceResolution> Resolutions => resolutions.ToImmutable();

    /// <summary>What is wrong with contents: a name that some servers cannot hold is an error where the package is for such a server.</summary>
    internal IEnumerable<Diagnostic> Notes(DesiredPlacement desired) => notes.Concat(
        from read in resolved
        where !read.Resolution.Warnings.IsEmpty
        let package = desired.Packages[read.Version.Package]
        let version = package.Versions.First(version => version.Version.Name == read.Version.Version)
        let refusing = desired.Wanted(package, version) & desired.Forms.CaseInsensitive
        from warning in read.Resolution.Warnings
        select refusing.IsEmpty ? warning : ContentDiagnostics.NameHoldsPackage(warning.At, warning.Message, PlanText.Names(refusing)));

    internal async Task ReadAsync(ResourceSet resources, IRepositorySnapshot snapshot, CancellationToken cancellationToken)
    {
        foreach (var package in resources.Packages)
        {
            var versions = ImmutableArray.CreateBuilder<DesiredContent>(package.Versions.Length);
            foreach (var version in package.Versions)
                versions.Add(await ReadAsync(VersionSource.Of(package, version), snapshot, cancellationToken));
            contents[package.Name] = versions.MoveToImmutable();
        }
    }

    private async Task<DesiredContent> ReadAsync(VersionSource version, IRepositorySnapshot snapshot, CancellationToken cancellationToken)
    {
        if (allowed.Refuses(version.Source) is { } line)
        {
            notes.Add(ContentDiagnostics.SourceNotAllowed(version.Source.At, version.Source.Place, line));
            return query.Permission == Permission.Enforced
                ? new DesiredContent.Faulty(ContentFault.NotAllowed, version.Version, $"add {line} to the settings")
                : await RecordedAsync(version, snapshot, cancellationToken);
        }

        if (query.Reach == Reach.ThisMachine && version.Source is PackageSource.AtUrl or PackageSource.InGit)
            return await RecordedAsync(version, snapshot, cancellationToken);

        try
        {
            return Known(version, await resolve(version, snapshot, cancellationToken));
        }
        catch (SourceException failure)
        {
            notes.Add(failure.Diagnostic);
            return new DesiredContent.Faulty(FaultOf(failure), version.Version, failure.Message);
        }
    }

    private async Task<DesiredContent> RecordedAsync(VersionSource version, IRepositorySnapshot snapshot, CancellationToken cancellationToken) =>
        await sources.FindRecordedAsync(version, snapshot, cancellationToken) is { } recorded ? Known(version, recorded) : new DesiredContent.Unread();

    private DesiredContent.Known Known(VersionSource version, SourceResolution resolution)
    {
        resolved.Add((version, resolution));
        resolutions.Add(resolution);
        return new(resolution.Digest, version.Version ?? resolution.Digest.Short, resolution.SizeBytes, resolution.FileTime)
        {
            SourceCommit = resolution.Commit,
            NameFault = resolution.Warnings.IsEmpty ? null : resolution.Warnings[0].Message,
        };
    }

    private static ContentFault FaultOf(SourceException failure) => failure.Fault switch
    {
        SourceFault.Changing => ContentFault.SourceChanging,
        SourceFault.NotAllowed => ContentFault.NotAllowed,
        _ => ContentFault.SourceFailed,
    };
}
