using Reconciler.Adapters.Content;
using Reconciler.Adapters.Git;
using Reconciler.Adapters.Servers.Directory;
using Reconciler.Adapters.TransferPackages;
using Reconciler.Cli.Terminals;
using Reconciler.Engine.Despooling;
using Reconciler.Engine.Reconciling;
using Reconciler.Engine.Spools;

namespace Reconciler.Cli.Workplaces;

/// <summary>Everything that a verb works with, put together once: the repository, the settings, the state, the engine.</summary>
internal sealed class Workplace : IDisposable
{
    private readonly Surroundings surroundings;
    private readonly ContentStore store;
    private readonly Sources sources;

    private Workplace(CommonValues values, GitRepository repository, Settings settings, StateDirectory directory, Surroundings surroundings)
    {
        this.surroundings = surroundings;
        Values = values;
        Repository = repository;
        Settings = settings with { AllowedRoots = [.. settings.AllowedRoots, .. values.AllowRoots] };
        Directory = directory;
        State = new(
            new TransferPackageFiles(directory), new EstateFile(directory), new CommitRecords(directory), new Approvals(directory), new SavedPlans(directory),
            new SourceResolutions(directory));
        store = new(directory.Content);
        var allowed = Settings.AllowList;
        sources = new(store, State.Sources, allowed.AllowsSource);
        Connector = new DirectoryServerConnector(directory.Roots, surroundings.Time);
        Reconciliation = new(repository, State, sources, store, allowed, surroundings.Time);
    }

    internal CommonValues Values { get; }

    internal GitRepository Repository { get; }

    internal Settings Settings { get; }

    internal StateDirectory Directory { get; }

    internal StateFiles State { get; }

    internal ContentStore Store => store;

    internal Sources Sources => sources;

    internal DirectoryServerConnector Connector { get; }

    internal Reconciliation Reconciliation { get; }

    /// <summary>Opens the repository and finds settings and state. Creates nothing.</summary>
    /// <exception cref="UsageException">Something that was named is not there.</exception>
    /// <exception cref="Engine.Repositories.RepositoryException">There is no repository.</exception>
    internal static Workplace Open(CommonValues values, Surroundings surroundings)
    {
        var settings = SettingsFile.Read(values.Config, surroundings);
        var repository = GitRepository.Open(Path.GetFullPath(values.Repository ?? ".", surroundings.WorkingDirectory));
        try
        {
            var state = values.State is { } named
                ? Path.GetFullPath(named, surroundings.WorkingDirectory)
                : UsualState.Of(repository.Name, surroundings);
            return new(values, repository, settings, new(state), surroundings);
        }
        catch
        {
            repository.Dispose();
            throw;
        }
    }

    /// <summary>The right to write the state, and whatever depends on it.</summary>
    /// <exception cref="Engine.TransferPackages.StateLockedException">Another holds it.</exception>
    internal StateLock Lock(string verb) => StateLock.Take(Directory, verb, surroundings.Time.GetUtcNow());

    internal Despooler Despooler() => new(new(
        new InProcessSpool(), Connector, new(store, sources), State.Packages, DespoolerOptions.Default, surroundings.Time));

    public void Dispose() => Repository.Dispose();
}
