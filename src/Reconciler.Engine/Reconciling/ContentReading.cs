using System.Collections.Immutable;
using Reconciler.Core.Diagnostics;
using Reconciler.Core.Placements;
using Reconciler.Core.Resources;
using Reconciler.Engine.Contents;
using Reconciler.Engine.Repositories;

namespace Reconciler.Engine.Reconciling;

/// <summary>Finds out what every package of a commit contains. A fault holds its package and nothing else.</summary>
internal sealed class ContentReading(ISources sources, AllowList allowed)
{
    private readonly ImmutableSortedDictionary<PackageName, DesiredContent>.Builder contents = ImmutableSortedDictionary.CreateBuilder<PackageName, DesiredContent>();
    private readonly ImmutableArray<Diagnostic>.Builder notes = ImmutableArray.CreateBuilder<Diagnostic>();
    private readonly ImmutableArray<SourceResolution>.Builder resolutions = ImmutableArray.CreateBuilder<SourceResolution>();

    internal ImmutableSortedDictionary<PackageName, DesiredContent> Contents => contents.ToImmutable();

    internal ImmutableArray<Diagnostic> Notes => [.. notes.Order()];

    internal ImmutableArray<SourceResolution> Resolutions => resolutions.ToImmutable();

    internal async Task ReadAsync(ResourceSet resources, IRepositorySnapshot snapshot, CancellationToken cancellationToken)
    {
        foreach (var package in resources.Packages)
            contents[package.Name] = await ReadAsync(package, snapshot, cancellationToken);
    }

    private async Task<DesiredContent> ReadAsync(Package package, IRepositorySnapshot snapshot, CancellationToken cancellationToken)
    {
        if (allowed.Refuses(package.Source) is { } line)
        {
            notes.Add(ContentDiagnostics.SourceNotAllowed(package.Source.At, package.Source.Name));
            return new DesiredContent.Faulty(ContentFault.NotAllowed, package.Version, $"add {line} to the settings");
        }

        try
        {
            var resolution = await sources.ResolveAsync(package, snapshot, cancellationToken);
            notes.AddRange(resolution.Warnings);
            resolutions.Add(resolution);
            return new DesiredContent.Known(resolution.Digest, package.Version ?? resolution.Digest.Short, resolution.SizeBytes, resolution.FileTime);
        }
        catch (SourceException failure)
        {
            notes.Add(failure.Diagnostic);
            var fault = failure.Fault == SourceFault.Changing ? ContentFault.SourceChanging : ContentFault.SourceFailed;
            return new DesiredContent.Faulty(fault, package.Version, failure.Message);
        }
    }
}
