using System.CommandLine;
using Reconciler.Cli.Calls;
using Reconciler.Cli.Workplaces;
using Reconciler.Core.Diagnostics;
using Reconciler.Core.Placements;
using Reconciler.Core.Planning;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;
using Reconciler.Engine.Contents;

namespace Reconciler.Cli.Verbs;

internal static class RefreshVerb
{
    private static readonly Argument<string> package = new("PACKAGE") { Description = "The package's name", HelpName = "PACKAGE", CompletionSources = { NameCompletion.At(0, NameCompletion.Of("Package")) } };

    private static readonly Option<bool> source = new("--source") { Description = "Read the package's 'directory', 'git' or 'url' again, instead of its copies" };

    private static readonly Option<string?> reason = new("--reason") { Description = "Recorded, and shown as the cause", HelpName = "TEXT" };

    internal static Verb Verb { get; } = new(
        "refresh",
        "Ask for a package's copies to be read back and repaired, or for its source to be read again",
        [package, .. CommonOptions.CommittedPlace, CommonOptions.Server, CommonOptions.Group, CommonOptions.Site, source, reason],
        ActAsync)
    {
        Example = "reconciler refresh office-viewer --server dp-lon-02 --reason \"disk errors\"",
        WritesState = true,
        IsRepeatable = true,
    };

    private static async Task<ExitCode> ActAsync(VerbContext context, CancellationToken cancellationToken)
    {
        using var workplace = context.OpenWorkplace();
        if (await Configured.ReadAsync(context, workplace, cancellationToken) is not { } configured)
            return ExitCode.Invalid;

        if (context.Parsed.GetValue(source))
            await ReadSourceAgainAsync(context, workplace, configured, cancellationToken);
        else
            await AskAsync(context, workplace, configured, cancellationToken);
        return ExitCode.Done;
    }

    private static async Task AskAsync(VerbContext context, Workplace workplace, Configured configured, CancellationToken cancellationToken)
    {
        var name = context.Parsed.GetRequiredValue(package);
        workplace.RequireEstate();
        using var held = workplace.Lock("refresh");
        var actual = workplace.State.Packages.Load(new ServerTable(), cancellationToken);
        var servers = Holders(name, workplace.Values.Scope, configured.Resources, actual);
        workplace.Requests.Refresh_NeedsLock(held, new(name), servers, context.Parsed.GetValue(reason));
        await context.Terminal.Out.WriteLineAsync(
            $"Asked for a refresh of {name} on {(servers.Count > PlanText.NamedServers ? PlanText.Count(servers.Count, "server") : servers.ToString())}. 'reconciler plan' shows it; the next sync reads the copies back and repairs what is wrong.");
    }

    private static ServerSet Holders(string name, Scope scope, ResourceSet resources, ActualPlacement actual)
    {
        if (actual.Corrupt.TryGetValue(new(name), out var damage))
            throw new UsageException(damage);

        if (actual.Packages.GetValueOrDefault(new(name)) is not { } record)
            throw new UsageException($"nothing is recorded of a package '{name}'{NearestName.Question(NearestName.Of(name, actual.Packages.Keys.Select(known => known.Value)))}");

        var groups = new GroupExpansion(resources, actual.Servers);
        var holders = record.Held & groups.Declared & scope.ServersOf(resources, groups, actual);
        return holders.IsEmpty
            ? throw new UsageException($"by the records, no declared server{(scope.IsEverything ? "" : $" within {scope}")} holds {name}, so that there is nothing to refresh; 'reconciler why SERVER {name}' tells more")
            : holders;
    }

    private static async Task ReadSourceAgainAsync(VerbContext context, Workplace workplace, Configured configured, CancellationToken cancellationToken)
    {
        var declared = configured.Package(context.Parsed.GetRequiredValue(package));
        if (!workplace.Values.Scope.IsEverything)
            throw new UsageException($"a source is read once for all servers: leave out {workplace.Values.Scope}, or leave out --source");
        if (declared.Versions.All(version => version.Source is PackageSource.InRepository))
            throw new UsageException($"{declared.Name} comes from {declared.Versions[0].Source.Name} of the repository ({declared.Versions[0].Source.At.FileAndLine}), which only a commit changes; only a 'directory', 'git' or 'url' can be read again");

        workplace.RequireEstate();
        using var held = workplace.Lock("refresh");
        foreach (var version in declared.Versions.Where(version => version.Source is not PackageSource.InRepository))
        {
            var source = VersionSource.Of(declared, version);
            var before = await workplace.Sources.FindRecordedAsync(source, configured.Reading.Snapshot, cancellationToken);
            var now = await workplace.Sources.ResolveAgainAsync(source, configured.Reading.Snapshot, cancellationToken);
            workplace.Requests.Resolve_NeedsLock(held, now);
            await context.Terminal.Out.WriteLineAsync(Compared(version.Source.Name, before, now));
        }
    }

    /// <param name="before">Null: it was never read.</param>
    private static string Compared(string source, SourceResolution? before, SourceResolution now)
    {
        var isSame = before?.Digest == now.Digest;
        var content = $"{now.Digest.Short}{(now.Commit is { } commit ? $" of commit {commit[..7]}" : "")}{(isSame ? ", " : ": ")}{PlanText.Count(now.Files, "file")}, {ByteSize.Text(now.SizeBytes)}";
        return isSame
            ? $"{source} holds what it held: {content}."
            : $"{source} now holds {content}{(before is null ? "" : $"; it held {before.Digest.Short}")}. 'reconciler plan' shows what follows.";
    }
}
