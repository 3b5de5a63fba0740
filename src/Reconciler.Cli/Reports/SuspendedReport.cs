using System.Collections.Immutable;
using Reconciler.Cli.Calls;
using Reconciler.Cli.Terminals;
using Reconciler.Core.Planning;
using Reconciler.Core.Resources;

namespace Reconciler.Cli.Reports;

/// <summary>The servers that a verb leaves out because they are suspended, a line each on standard error.</summary>
internal sealed class SuspendedReport(VerbContext context)
{
    internal async Task WriteAsync(ImmutableSortedDictionary<ServerName, Suspension> suspended)
    {
        foreach (var (server, suspension) in suspended)
            await context.Terminal.Error.WriteLineAsync($"{context.Terminal.ErrorStyle.Yellow($"{server}:")} {VisibleText.Of(suspension.Line())}; left out");
    }
}
