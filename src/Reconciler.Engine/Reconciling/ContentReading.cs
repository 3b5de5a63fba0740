using System.Collections.Immutable;
using Reconciler.Core.Diagnostics;
using Reconciler.Core.Placements;
using Reconciler.Core.Resources;
using Reconciler.Engine.Contents;
using Reconciler.Engine.Repositories;

namespace Reconciler.Engine.Reconciling;

/// <summary>Finds out what every version of every package of a commit contains. A fault holds that version and nothing else.</summary>
internal sealed class ContentReading(ISources sources, AllowList allowed)
{
    private readonly ImmutableSortedDictionary<PackageName, ImmutableArray<DesiredContent>>.Builder contents = ImmutableSortedDictionary.CreateBuilder<PackageName, ImmutableArray<DesiredContent>>();
    private readonly ImmutableArray<Diagnostic>.Builder notes = ImmutableArray.CreateBuilder<Diagnostic>();
    private readonly ImmutableArray<SourceResolution>.Builder resolutions = ImmutableArray.CreateBuilder<SourceResolution>();

    internal ImmutableSortedDictionary<PackageName, ImmutableArray<DesiredContent>> Contents => contents.ToImmutable();

    internal ImmutableArray<Diagnostic> Notes => [.. notes.Order()];

    internal ImmutableArray<SourceResolution> Resolutions => resolutions.ToImmutable();

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
            notes.Add(ContentDiagnostics.SourceNotAllowed(version.Source.At, version.Source.Place));
            return new DesiredContent.Faulty(ContentFault.NotAllowed, version.Version, $"add {line} to the settings");
        }

        try
        {
            var resolution = await sources.ResolveAsync(version, snapshot, cancellationToken);
            notes.AddRange(resolution.Warnings);
            resolutions.Add(resolution);
            return new DesiredContent.Known(resolution.Digest, version.Version ?? resolution.Digest.Short, resolution.SizeBytes, resolution.FileTime)
            {
                SourceCommit = resolution.Commit,
            };
        }
        catch (SourceException failure)
        {
            notes.Add(failure.Diagnostic);
            var fault = failure.Fault == SourceFault.Changing ? ContentFault.SourceChanging : ContentFault.SourceFailed;
            return new DesiredContent.Faulty(fault, version.Version, failure.Message);
        }
    }
}
