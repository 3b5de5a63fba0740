using System.Collections.Immutable;
using System.CommandLine;
using Reconciler.Cli.Calls;
using Reconciler.Cli.Workplaces;
using Reconciler.Core.Diagnostics;
using Reconciler.Core.Placements;
using Reconciler.Core.Planning;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;
using Reconciler.Engine.Reconciling;

namespace Reconciler.Cli.Verbs;

internal static class ForgetVerb
{
    private static readonly Argument<string> server = new("SERVER") { Description = "The distribution server's name, declared or not", HelpName = "SERVER", CompletionSources = { NameCompletion.At(0, NameCompletion.Of("DistributionServer")) } };

    private static readonly Argument<string?> package = new("PACKAGE")
    {
        Description = "Only this package. Default: everything that is recorded of the server",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<string> reason = new("--reason") { Description = "Why, for the history", HelpName = "TEXT", Required = true };

    internal static Verb Verb { get; } = new(
        "forget",
        "Say that what is recorded of a distribution server is no longer true; touch nothing on the server",
        [server, package, .. CommonOptions.CommittedPlace, reason],
        ActAsync)
    {
        Example = "reconciler forget dp-lon-02 --reason \"new disk\"",
        WritesState = true,
    };

    private static async Task<ExitCode> ActAsync(VerbContext context, CancellationToken cancellationToken)
    {
        using var workplace = context.OpenWorkplace();
        workplace.RequireEstate();
        using var held = workplace.Lock("forget");
        var actual = workplace.State.Packages.Load(new ServerTable(), cancellationToken);
        var name = Known(actual, context.Parsed.GetRequiredValue(server));
        var why = context.Parsed.GetRequiredValue(reason);
        if (why.Trim().Length == 0)
            throw new UsageException("--reason is empty: say in a few words why the record is no longer true, for whoever reads the history");

        var recorded = Requests.PackagesOn(actual, name);
        if (context.Parsed.GetValue(package) is { } only)
        {
            workplace.Requests.Forget_NeedsLock(held, actual, name, [Recorded(recorded, name, only)], why);
            await context.Terminal.Out.WriteLineAsync($"Forgot what was recorded of {only} on {name}. Nothing on the server was touched.");
        }
        else
        {
            workplace.Requests.ForgetServer_NeedsLock(held, actual, name, why);
            await context.Terminal.Out.WriteLineAsync($"Forgot {name} and what was recorded there: {PlanText.Count(recorded.Length, "package")}. Nothing on the server was touched.");
        }

        await context.Terminal.Out.WriteLineAsync("Where the server is still declared, the next sync looks what is there: what has our receipt is taken over without a copy, what is missing is copied.");
        foreach (var (corrupt, damage) in actual.Corrupt)
            await context.Terminal.Error.WriteLineAsync($"{context.Terminal.ErrorStyle.Yellow("record-corrupt:")} {corrupt} was left out: {damage}");
        return ExitCode.Done;
    }

    private static ServerName Known(ActualPlacement actual, string name)
    {
        var known = actual.Servers.SetOf(actual.Facts.Keys) | actual.Packages.Values.Aggregate(actual.Servers.Empty, (all, held) => all | held.Held | held.Interrupted);
        return known.Contains(new ServerName(name))
            ? new(name)
            : throw new UsageException($"nothing is recorded of a server '{name}'{NearestName.Question(NearestName.Of(name, known.Select(other => other.Value)))}");
    }

    private static PackageName Recorded(ImmutableArray<PackageName> recorded, ServerName server, string name) => recorded.Contains(new(name))
        ? new(name)
        : throw new UsageException($"nothing is recorded of '{name}' on {server}{NearestName.Question(NearestName.Of(name, recorded.Select(other => other.Value)))}");
}
