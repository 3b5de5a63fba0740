using System.Globalization;
using System.Text;
using Reconciler.Configuration.Input;
using Reconciler.Core.Commits;
using Reconciler.Core.Resources;
using Reconciler.Engine.Repositories;

namespace Reconciler.Engine.Tests.Histories;

/// <summary>A repository whose newest commit says what the model wants.</summary>
internal sealed class ModelRepository : IConfigurationRepository
{
    private int number;
    private string yaml = "";

    public string Name => "the model's";

    internal void Commit(string configuration)
    {
        if (configuration == yaml)
            return;

        yaml = configuration;
        number++;
    }

    public Task RefreshAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public IRepositorySnapshot At(string? revision) => new Snapshot(number, yaml);

    public IRepositorySnapshot Worktree() => throw new NotSupportedException();

    public CommitChanges ChangesBetween(string? from, CommitInfo to) => CommitChanges.None;

    public bool? IsAncestor(string ancestor, string descendant) => true;

    public FutureCommit Merge(CommitInfo into, CommitInfo change) => throw new NotSupportedException();

    public FutureCommit Revert(CommitInfo onto, CommitInfo commit) => throw new NotSupportedException();

    public IReadOnlyList<string> ParentsOf(CommitInfo commit) => throw new NotSupportedException();

    public void Dispose()
    {
    }

    private sealed class Snapshot(int number, string yaml) : IRepositorySnapshot
    {
        public CommitInfo Commit { get; } = new(number.ToString("x40", CultureInfo.InvariantCulture), "main", "a commit", new(2026, 11, 22, 14, 0, 0, TimeSpan.Zero));

        public bool HasDirectory(string path) => false;

        public IEnumerable<ConfigurationFile> ReadConfiguration(string path) => [new("all.yaml", Encoding.UTF8.GetBytes(yaml))];

        public ISourceTree? FindSource(PackageSource.InRepository source) => null;
    }
}
