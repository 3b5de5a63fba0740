using System.Collections.Immutable;
using Reconciler.Core.Diagnostics;
using Reconciler.Core.Placements;
using Reconciler.Core.Planning;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;
using Reconciler.Engine.Contents;
using Reconciler.Engine.Repositories;

namespace Reconciler.Engine.Reconciling;

/// <summary>Finds out what every package of a commit contains. A fault holds its package and nothing else.</summary>
internal sealed class ContentReading(ISources sources, AllowList allowed)
{
    private readonly ImmutableSortedDictionary<PackageName, DesiredContent>.Builder contents = ImmutableSortedDictionary.CreateBuilder<PackageName, DesiredContent>();
    private readonly List<Diagnostic> notes = [];
    private readonly List<(PackageName Package, ImmutableArray<Diagnostic> Warnings)> nameWarnings = [];
    private readonly ImmutableArray<SourceResolution>.Builder resolutions = ImmutableArray.CreateBuilder<SourceResolution>();

    internal ImmutableSortedDictionary<PackageName, DesiredContent> Contents => contents.ToImmutable();

    internal ImmutableArray<SourceResolution> Resolutions => resolutions.ToImmutable();

    /// <summary>What is wrong with contents: a name that some servers cannot hold is an error where the package is for such a server.</summary>
    internal IEnumerable<Diagnostic> Notes(DesiredPlacement desired) => notes.Concat(
        from package in nameWarnings
        let refusing = desired.Wanted(desired.Packages[package.Package]) & desired.Forms.CaseInsensitive
        from warning in package.Warnings
        select refusing.IsEmpty ? warning : ContentDiagnostics.NameHoldsPackage(warning.At, warning.Message, Names(refusing)));

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
            nameWarnings.Add((package.Name, resolution.Warnings));
            resolutions.Add(resolution);
            return new DesiredContent.Known(resolution.Digest, package.Version ?? resolution.Digest.Short, resolution.SizeBytes, resolution.FileTime)
            {
                NameFault = resolution.Warnings.IsEmpty ? null : resolution.Warnings[0].Message,
            };
        }
        catch (SourceException failure)
        {
            notes.Add(failure.Diagnostic);
            var fault = failure.Fault == SourceFault.Changing ? ContentFault.SourceChanging : ContentFault.SourceFailed;
            return new DesiredContent.Faulty(fault, package.Version, failure.Message);
        }
    }

    private static string Names(ServerSet servers) =>
        servers.Count > PlanText.NamedServers ? PlanText.Count(servers.Count, "server") : servers.ToString();
}
