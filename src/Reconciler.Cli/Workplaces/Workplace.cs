using Reconciler.Adapters.Content;
using Reconciler.Adapters.Downloads;
using Reconciler.Adapters.Git;
using Reconciler.Adapters.Git.Mirrors;
using Reconciler.Adapters.Servers;
using Reconciler.Adapters.Servers.Directory;
using Reconciler.Adapters.Servers.S3;
using Reconciler.Adapters.Servers.Sftp;
using Reconciler.Adapters.TransferPackages;
using Reconciler.Cli.Terminals;
using Reconciler.Core.Planning;
using Reconciler.Core.Resources;
using Reconciler.Engine.Despooling;
using Reconciler.Engine.Reconciling;
using Reconciler.Engine.Repositories;
using Reconciler.Engine.Servers;
using Reconciler.Engine.Spools;
using Reconciler.Engine.TransferPackages;
using Reconciler.Engine.Upkeep;

namespace Reconciler.Cli.Workplaces;

/// <summary>Everything that a verb works with, put together once: the repository, the settings, the state, the engine.</summary>
internal sealed class Workplace : IDisposable
{
    /// <summary>The verb whose process holds the lock for good, and does for others what they ask.</summary>
    internal const string LoopVerb = "run";

    private readonly Surroundings surroundings;
    private readonly ContentStore store;
    private readonly RemoteRepositories remotes;
    private readonly Sources sources;
    private readonly Downloader downloader;
    private readonly IStateLock? lent;

    private Workplace(CommonValues values, IConfigurationRepository repository, Settings settings, StateDirectory directory, Surroundings surroundings, IStateLock? lent = null)
    {
        this.surroundings = surroundings;
        this.lent = lent;
        Values = values with
        {
            Revision = values.Revision with
            {
                Revision = values.Revision.Revision ?? (values.Revision.Worktree ? null : settings.Revision),
                Path = values.Revision.Path ?? settings.Path,
            },
        };
        Repository = repository;
        Settings = settings with { AllowedRoots = [.. settings.AllowedRoots, .. values.AllowRoots] };
        Directory = directory;
        State = new(
            new TransferPackageFiles(directory), new EstateFile(directory), new CommitRecords(directory), new Approvals(directory), new SavedPlans(directory),
            new SourceResolutions(directory))
        {
            Directory = directory.Root,
        };
        store = new(directory.Content);
        var access = new SourceAccess(Settings, repository, surroundings);
        downloader = new(surroundings.Time, access.LoginOf, values.ShowsProgress ? new DownloadLine(surroundings.Terminal, surroundings.Time) : null);
        remotes = new(ConfigurationSource.Mirrors(directory, settings, surroundings), access.Of, repository as MirroredRepository);
        sources = new(store, State.Sources, Settings.AllowList.AllowsSource, downloader, remotes, surroundings.Time);
        Pulse = new(surroundings.Time);
        Connector = Pulse.Feel(new ServersByAddress(
            new DirectoryServerConnector(directory.Roots, surroundings.Time) { StateDirectory = directory.Root },
            new SftpServerConnector(Settings.SshAccess, surroundings.Time),
            new S3ServerConnector(name => Settings.S3Login(name, surroundings), surroundings.Time)));
        Requests = new(State, surroundings.Time);
        Reconciliation = ReconciliationOf(repository);
    }

    internal CommonValues Values { get; }

    internal IConfigurationRepository Repository { get; }

    internal Settings Settings { get; }

    internal StateDirectory Directory { get; }

    internal StateFiles State { get; }

    internal ContentStore Store => store;

    internal Sources Sources => sources;

    internal IServerConnector Connector { get; }

    /// <summary>Of the loop that works here, if one does.</summary>
    internal LoopPulse Pulse { get; }

    internal Reconciliation Reconciliation { get; }

    internal Requests Requests { get; }

    /// <summary>Opens the repository and finds settings and state. Creates nothing.</summary>
    /// <exception cref="UsageException">Something that was named is not there.</exception>
    /// <exception cref="RepositoryException">There is no repository.</exception>
    internal static Workplace Open(CommonValues values, Surroundings surroundings)
    {
        if (values.AllowRoots.FirstOrDefault(root => AllowList.ProblemOf(root) is not null) is { } wrong)
            throw new UsageException($"--allow-root '{wrong}' is neither a place nor a pattern: {AllowList.ProblemOf(wrong)}");

        var settings = SettingsFile.Read(values.Config, surroundings);
        var source = ConfigurationSource.Find(values.Repository ?? settings.Repository ?? ".", surroundings);
        try
        {
            var directory = new StateDirectory((values.Published?.Directory ?? values.State ?? settings.State.Directory) is { } named
                ? Path.GetFullPath(named, surroundings.WorkingDirectory)
                : UsualState.Of(source.Name, source.ShortName, surroundings));
            return new(values, source.Open(directory, values.Revision.Revision ?? settings.Revision, settings, surroundings), settings, directory, surroundings);
        }
        catch
        {
            source.Local?.Dispose();
            throw;
        }
    }

    /// <summary>Makes the repository as new as its remote. Each call does so once, before it reads any commit.</summary>
    /// <exception cref="RepositoryException">The remote does not give it.</exception>
    internal async Task RefreshAsync(CancellationToken cancellationToken)
    {
        if (GitLocation.IsRemote(Repository.Name) && GitUrl.TryParse(Repository.Name, out var url, out _))
        {
            foreach (var warning in Settings.Access(surroundings).Warnings(url, surroundings.Variable))
                await surroundings.Terminal.Error.WriteLineAsync($"{surroundings.Terminal.ErrorStyle.Yellow("warning:")} {warning}");
        }

        await Repository.RefreshAsync(cancellationToken);
    }

    /// <summary>As <see cref="RefreshAsync"/>, for what must not wait for a remote: then what was fetched before is enough, and that is said.</summary>
    internal async Task TryRefreshAsync(CancellationToken cancellationToken)
    {
        try
        {
            await RefreshAsync(cancellationToken);
        }
        catch (RepositoryException problem)
        {
            await surroundings.Terminal.Error.WriteLineAsync($"{surroundings.Terminal.ErrorStyle.Yellow("warning:")} {problem.Message}. Going on with what was fetched before");
        }
    }

    /// <summary>Of a state that was started. Ask before the lock is taken: taking it makes the state's directories.</summary>
    /// <exception cref="UsageException">Nothing was ever synced into this state.</exception>
    internal Estate RequireEstate() => State.Estate.Find()
        ?? throw new UsageException($"nothing is recorded in {Directory.Root} yet: run 'reconciler sync' first, or name another state with --state");

    /// <summary>The right to write the state, and whatever depends on it.</summary>
    /// <exception cref="Engine.TransferPackages.StateLockedException">Another holds it.</exception>
    /// <exception cref="UsageException">The state is published by another machine, and only to be read here.</exception>
    internal IStateLock Lock(string verb) => Values.Published is { } published
        ? throw new UsageException($"'{verb}' writes, and {published.Name} is published to be read; run it on the machine that publishes it, or leave --state out")
        : lent is null ? StateLock.Take(Directory, verb, surroundings.Time.GetUtcNow()) : new LentLock(lent);

    /// <summary>The same place for a call that the holder of the lock carries out for somebody else.</summary>
    internal Workplace Lend(IStateLock held, Scope scope, Terminal terminal) =>
        new(Values with { Scope = scope, AllowRoots = [], ShowsProgress = terminal.ShowsProgress }, Repository, Settings, Directory, surroundings with { Terminal = terminal }, held);

    /// <summary>The same state and contents, for a repository that was made of this one.</summary>
    internal Reconciliation ReconciliationOf(IConfigurationRepository repository) => new(repository, State, sources, store, Settings.AllowList, surroundings.Time);

    internal Adoption Adoption() => new(State, store, Connector, Settings.AllowList, surroundings.Time);

    internal Sweeping Sweeping() => new(Connector, Settings.AllowList, surroundings.Time);

    internal Despooler Despooler() => new(new(
        new InProcessSpool(), Connector, new(store, sources), State.Packages, DespoolerOptions.Default, surroundings.Time));

    internal ServerCapabilities CapabilitiesOf(DistributionServer server) =>
        Connector.Connect(ServerEndpoint.Of(server), new(surroundings.Time)).Capabilities;

    /// <summary>Where a server's packages are, absolute.</summary>
    internal string RootOf(DistributionServer server) => server.Address.Value.Kind == AddressKind.Relative
        ? Path.Combine([Directory.Roots, .. server.Address.Value.Path.Split('/')])
        : server.Address.Value.Path;

    public void Dispose()
    {
        downloader.Dispose();
        remotes.Dispose();
        if (lent is null)
            Repository.Dispose();
    }
}
