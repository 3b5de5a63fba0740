using Reconciler.Cli.Calls;
using Reconciler.Cli.Reports;

namespace Reconciler.Cli.Verbs;

internal static class StatusVerb
{
    internal static Verb Verb { get; } = new(
        "status",
        "Show how things stand: what each package and each server should hold, holds, and lacks",
        [.. CommonOptions.Place, .. CommonOptions.ScopeOptions, CommonOptions.Output],
        (context, cancellationToken) => Question.AnswerAsync(context, new StatusReport(context).WriteAsync, cancellationToken))
    {
        Example = "reconciler status --package office-viewer",
    };
}
