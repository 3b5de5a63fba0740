using System.Collections.Immutable;
using System.CommandLine;
using Reconciler.Cli.Calls;
using Reconciler.Cli.Workplaces;
using Reconciler.Core.Diagnostics;
using Reconciler.Core.Placements;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;

namespace Reconciler.Cli.Verbs;

/// <summary>Servers that a command names, with what Git and the records say of each.</summary>
internal sealed class NamedServers
{
    private readonly ImmutableSortedDictionary<ServerName, DistributionServer> declared;
    private readonly ActualPlacement actual;

    private NamedServers(ImmutableSortedDictionary<ServerName, DistributionServer> declared, ActualPlacement actual, ImmutableArray<ServerName> names, string commit)
    {
        this.declared = declared;
        this.actual = actual;
        Names = names;
        Commit = commit;
    }

    internal static Argument<string[]> Argument { get; } = new("SERVER")
    {
        Description = "The names of distribution servers",
        HelpName = "SERVER",
        Arity = ArgumentArity.OneOrMore,
        CompletionSources = { NameCompletion.Of("DistributionServer") },
    };

    /// <summary>Sorted, each once.</summary>
    internal ImmutableArray<ServerName> Names { get; }

    /// <summary>Whose documents were read.</summary>
    internal string Commit { get; }

    /// <remarks>A commit that is invalid keeps nobody from leaving a server alone: then those count that were visited before.</remarks>
    /// <exception cref="UsageException">One is neither declared nor recorded.</exception>
    internal static NamedServers Find(Workplace workplace, IEnumerable<string> names, CancellationToken cancellationToken)
    {
        var reading = workplace.Reconciliation.Read(workplace.Values.Revision);
        var declared = (reading.Resources?.Servers ?? []).ToImmutableSortedDictionary(server => server.Name, server => server);
        var actual = workplace.State.Packages.Load(new ServerTable(), cancellationToken);
        ImmutableArray<ServerName> known = [.. declared.Keys.Union(actual.Facts.Values.Where(facts => !facts.IsGone).Select(facts => facts.Name))];
        foreach (var name in names)
        {
            if (!known.Contains(new(name)))
                throw new UsageException($"{reading.Commit.ShortId} declares no server '{name}', and nothing is recorded of one{NearestName.Question(NearestName.Of(name, known.Select(other => other.Value)))}");
        }

        return new(declared, actual, [.. names.Select(name => new ServerName(name)).Distinct().Order()], reading.Commit.ShortId);
    }

    /// <summary>What the commit suspends the server by; null: it does not, or not any more.</summary>
    internal Suspension? InGit(ServerName name, DateTimeOffset now) => InForce(declared.GetValueOrDefault(name)?.Suspend, now);

    /// <summary>What the command line suspended it by; likewise.</summary>
    internal Suspension? Recorded(ServerName name, DateTimeOffset now) => InForce(actual.Facts.GetValueOrDefault(name)?.Suspension, now);

    private static Suspension? InForce(Suspension? suspension, DateTimeOffset now) => suspension?.IsInForce(now) == true ? suspension : null;
}
