using Reconciler.Configuration.Input;
using Reconciler.Core.Commits;
using Reconciler.Core.Resources;
using Reconciler.Engine.Repositories;

namespace Reconciler.Adapters.Tests.Content;

/// <summary>A repository with nothing in it but a commit.</summary>
internal sealed class NoSnapshot : IRepositorySnapshot
{
    internal static NoSnapshot Instance { get; } = new();

    public CommitInfo Commit { get; init; } = new(new string('a', 40), "main", "empty", new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public bool HasDirectory(string path) => false;

    public IEnumerable<ConfigurationFile> ReadConfiguration(string path) => [];

    public ISourceTree? FindSource(PackageSource.InRepository source) => null;
}
