using System.Collections.Immutable;
using System.CommandLine;
using Reconciler.Cli.Calls;
using Reconciler.Cli.Reports;
using Reconciler.Cli.Workplaces;
using Reconciler.Core.Planning;
using Reconciler.Core.Resources;
using Reconciler.Engine.Reconciling;
using Reconciler.Engine.Upkeep;

namespace Reconciler.Cli.Verbs;

internal static class AdoptVerb
{
    private static readonly Option<string?> estate = new("--estate")
    {
        Description = $"Take over roots that this other estate has claimed: its id, or the first {AdoptRequest.MinPrefix} characters or more",
        HelpName = "ID",
    };

    private static readonly Option<string?> asIs = new("--as-is")
    {
        Description = $"Take over this package's trees that differ, as version '{Adoption.Unmanaged}', so that the next sync updates them",
        HelpName = "PACKAGE",
    };

    private static readonly Option<bool> write = new("--write") { Description = "Do it; without it, only say what would be done" };

    internal static Verb Verb { get; } = new(
        "adopt",
        "Look what distribution servers hold, and take it over without copying: to rebuild a lost state, or to begin where packages are already",
        [.. CommonOptions.CommittedPlace, .. CommonOptions.ScopeOptions, estate, asIs, write],
        ActAsync)
    {
        Example = "reconciler adopt --as-is office-viewer --write",
        WritesState = true,
        WritesWith = write,
        IsRepeatable = true,
    };

    private static async Task<ExitCode> ActAsync(VerbContext context, CancellationToken cancellationToken)
    {
        using var workplace = context.OpenWorkplace();
        if (await Configured.ReadAsync(context, workplace, cancellationToken) is not { } configured)
            return ExitCode.Invalid;

        var takeOver = Prefix(context.Parsed.GetValue(estate));
        PackageName? asIsPackage = context.Parsed.GetValue(asIs) is { } name ? configured.Package(name).Name : null;
        using var held = context.Parsed.GetValue(write) ? workplace.Lock("adopt") : null;
        var query = new PlanQuery(workplace.Values.Revision, Scope.Everything, Lift.All);
        var made = await workplace.Reconciliation.PlanAsync(configured.Reading, query, cancellationToken);
        var own = workplace.State.Estate.Find()?.Id;
        var request = new AdoptRequest(made.Desired, made.Actual, workplace.Values.Scope, own, takeOver, asIsPackage)
        {
            Renames = made.Plan.Renames,
            Suspended = made.Plan.Suspended.RemoveRange(made.Plan.Suspended.Keys.Where(server => !workplace.Values.Scope.ServersOf(made.Desired, made.Actual).Contains(server))),
        };

        var adoption = workplace.Adoption();
        var surveys = await adoption.SurveyAsync(request, cancellationToken);
        var report = new AdoptReport(context, asIsPackage);
        await new SuspendedReport(context).WriteAsync(request.Suspended);
        await report.WriteAsync(surveys);
        ImmutableArray<string> failures = [];
        if (held is not null)
        {
            var estateId = own ?? workplace.State.Estate.Create_NeedsLock(held, context.Surroundings.Time.GetUtcNow()).Id;
            failures = await adoption.TakeOver_NeedsLockAsync(held, request with { Estate = estateId }, surveys, cancellationToken);
            workplace.State.Packages.Tidy_NeedsLock(held, cancellationToken);
        }

        await report.EndAsync(held is not null, failures);
        return failures.Length > 0 || surveys.Any(survey => survey.Refusal is not null) ? ExitCode.NotConverged : ExitCode.Done;
    }

    private static string? Prefix(string? text) => text switch
    {
        null => null,
        { Length: >= AdoptRequest.MinPrefix and <= 32 } when text.All(char.IsAsciiHexDigit) => text.ToLowerInvariant(),
        _ => throw new UsageException($"'{text}' is no estate's id: give {AdoptRequest.MinPrefix} or more of its hexadecimal characters, as 'reconciler adopt' prints them"),
    };
}
