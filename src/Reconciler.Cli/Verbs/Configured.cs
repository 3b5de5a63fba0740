using Reconciler.Cli.Calls;
using Reconciler.Cli.Reports;
using Reconciler.Cli.Workplaces;
using Reconciler.Core.Diagnostics;
using Reconciler.Core.Resources;
using Reconciler.Engine.Reconciling;

namespace Reconciler.Cli.Verbs;

/// <summary>What a valid commit declares, for verbs that can do nothing without it.</summary>
internal sealed record Configured(Reading Reading, ResourceSet Resources)
{
    /// <returns>Null when the configuration is invalid, which has been told then: <see cref="ExitCode.Invalid"/>.</returns>
    internal static async Task<Configured?> ReadAsync(VerbContext context, Workplace workplace, CancellationToken cancellationToken)
    {
        await workplace.RefreshAsync(cancellationToken);
        var reading = workplace.Reconciliation.Read(workplace.Values.Revision);
        if (reading.Resources is { } resources)
            return new(reading, resources);

        await new DiagnosticsReport(context).WriteAsync(reading, reading.Diagnostics);
        return null;
    }

    /// <exception cref="UsageException">No such package is declared.</exception>
    internal Package Package(string name) => Resources.Packages.FirstOrDefault(package => package.Name.Value == name)
        ?? throw new UsageException($"{Reading.Commit.ShortId} declares no package '{name}'{NearestName.Question(NearestName.Of(name, Resources.Packages.Select(package => package.Name.Value)))}");
}
