using System.Collections.Immutable;
using System.CommandLine;
using Reconciler.Cli.Calls;
using Reconciler.Cli.Reports;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;
using Reconciler.Engine.Despooling;
using Reconciler.Engine.Reconciling;

namespace Reconciler.Cli.Verbs;

internal static class VerifyVerb
{
    private static readonly Option<string?> proof = ProofOption();

    internal static Verb Verb { get; } = new(
        "verify",
        "Compare what distribution servers hold with what is recorded; record what is found, change nothing on a server",
        [.. CommonOptions.CommittedPlace, .. CommonOptions.ScopeOptions, proof, CommonOptions.Output],
        ActAsync)
    {
        Example = "reconciler verify --site london --proof stat",
        WritesState = true,
        IsRepeatable = true,
        IsShared = true,
    };

    private static async Task<ExitCode> ActAsync(VerbContext context, CancellationToken cancellationToken)
    {
        using var workplace = context.OpenWorkplace();
        if (await Configured.ReadAsync(context, workplace, cancellationToken) is not { Resources: var resources })
            return ExitCode.Invalid;

        var estate = workplace.RequireEstate();
        using var held = workplace.Lock("verify");
        var actual = workplace.State.Packages.Load(new ServerTable(), cancellationToken);
        var choice = VerifyChoice.Of(actual, resources, workplace.Values.Scope, workplace.Settings.AllowList, context.Surroundings.Time.GetUtcNow(), workplace.Store.FindManifest);
        var kind = context.Parsed.GetValue(proof) is { } word ? ProofKindText.Parse(word)!.Value : resources.Policy.VerifyProof;
        var request = new VerifyRequest(
            choice.Sets,
            resources.Servers.ToImmutableDictionary(server => server.Name),
            kind,
            resources.Policy.IgnoreExtra,
            actual,
            new(estate.Id, held, PlanHash: null, Commit: null));

        var report = new VerifyReport(context, choice, kind);
        await foreach (var what in workplace.Despooler().VerifyAsync(request, cancellationToken))
            await report.WriteAsync(what);
        workplace.State.Packages.Tidy_NeedsLock(held, cancellationToken);
        return await report.EndAsync(workplace.Values.Scope);
    }

    private static Option<string?> ProofOption()
    {
        var option = new Option<string?>("--proof")
        {
            Description = "stat: compare sizes and times; remote-hash: let the server hash the files where it can; read: read every byte back. Default: what the Policy says",
            HelpName = "stat|remote-hash|read",
        };
        option.AcceptOnlyFromAmong(ProofKind.Stat.Word(), ProofKind.RemoteHash.Word(), ProofKind.Read.Word());
        return option;
    }
}
