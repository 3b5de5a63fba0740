using System.CommandLine;
using System.CommandLine.Completions;
using Reconciler.Cli.Calls;
using Reconciler.Cli.Reports;
using Reconciler.Cli.Reports.Plans;
using Reconciler.Cli.Workplaces;
using Reconciler.Core.Planning;
using Reconciler.Core.Servers;
using Reconciler.Engine.Reconciling;
using Reconciler.Engine.TransferPackages;

namespace Reconciler.Cli.Verbs;

internal static class ShowVerb
{
    private const string Policy = "policy";
    private const string SavedPlan = "plan";

    private static readonly string[] kinds = ["package", "server", "group", "site", Policy, SavedPlan];

    private static readonly Argument<string> kind = new("KIND") { Description = string.Join(", ", kinds), HelpName = string.Join('|', kinds), CompletionSources = { NameCompletion.At(0, NameCompletion.Words(kinds)) } };

    private static readonly Argument<string?> name = new("NAME")
    {
        Description = "Its name; of a plan the file, or the hash of one that waits for an approval; nothing for the policy",
        Arity = ArgumentArity.ZeroOrOne,
        HelpName = "NAME",
        CompletionSources = { NameCompletion.At(1, NamesOfKind) },
    };

    internal static Verb Verb { get; } = new(
        "show",
        "Show one thing with every value and where it comes from, or a saved plan",
        [kind, name, .. CommonOptions.Place, PlanOutput.All, PlanOutput.Concise, PlanOutput.Output, PlanOutput.Report, HostOption.Host],
        ActAsync)
    {
        Example = "reconciler show server dp-lon-02",
    };

    private static IEnumerable<CompletionItem> NamesOfKind(CompletionContext context) => NameCompletion.Given(context).First() switch
    {
        "package" => NameCompletion.Of("Package")(context),
        "server" => NameCompletion.Of("DistributionServer")(context),
        "group" => NameCompletion.Of("ServerGroup")(context),
        "site" => NameCompletion.Of("Site")(context),
        _ => [],
    };

    private static Task<ExitCode> ActAsync(VerbContext context, CancellationToken cancellationToken)
    {
        var given = context.Parsed.GetRequiredValue(kind);
        var thing = kinds.FirstOrDefault(known => known == given || $"{known}s" == given)
            ?? throw KnownNames.NoSuch("kind", given, kinds);
        var named = context.Parsed.GetValue(name);
        if (named is null && thing != Policy)
            throw new UsageException($"say which {thing}: reconciler show {thing} {(thing == SavedPlan ? "FILE|HASH" : "NAME")}");

        if (thing == SavedPlan)
            return ShowPlanAsync(context, named!);

        RefusePlanFormats(context, thing);
        return Question.AnswerAsync(context, (workplace, made) => Shown(workplace, made, thing, named ?? "").WriteAsync(context), cancellationToken);
    }

    private static ShownThing Shown(Workplace workplace, PlanMade made, string thing, string named)
    {
        var names = new KnownNames(made);
        var resources = new ShownResources(made);
        return thing switch
        {
            "package" => new ShownPackage(made).Of(names.Package(named)),
            "server" => new ShownServer(workplace, made).Of(names.Server(named)),
            "group" => resources.Group(names.Group(named)),
            "site" => resources.Site(names.Site(named)),
            _ => named is "" or "default" ? resources.Policy() : throw new UsageException("the policy is named 'default': reconciler show policy"),
        };
    }

    /// <exception cref="UsageException">Only plans have this format, or files beside.</exception>
    private static void RefusePlanFormats(VerbContext context, string thing)
    {
        if (context.Format is not (OutputFormat.Text or OutputFormat.Json))
            throw new UsageException($"-o {context.Format.Word()} is for plans; 'reconciler show {thing}' takes text or json");
        foreach (var option in new Option[] { PlanOutput.Report, HostOption.Host, PlanOutput.All, PlanOutput.Concise }.Where(option => context.Parsed.GetResult(option) is { Implicit: false }))
            throw new UsageException($"{option.Name} is for plans; leave it out of 'reconciler show {thing}'");
    }

    private static Task<ExitCode> ShowPlanAsync(VerbContext context, string named) => new PlanOutput(context).WriteAsync(PlanSheet.Of(ReadPlan(context, named), []));

    /// <summary>A file needs neither repository nor state; what is no file and may be a hash is looked for in the state.</summary>
    private static Plan ReadPlan(VerbContext context, string named)
    {
        if (File.Exists(Path.GetFullPath(named, context.Surroundings.WorkingDirectory)) || !SavedPlanName.IsPrefix(named.ToLowerInvariant()))
            return PlanFiles.Parse(PlanFiles.Read(named, context.Surroundings), named, new ServerTable());

        context.RefusePublished("the plans that wait for an approval");
        using var workplace = context.OpenWorkplace();
        var (bytes, hash) = KeptPlans.Find(workplace, named.ToLowerInvariant(), "a plan of 'plan --save FILE' is shown by its file's name");
        return PlanFiles.Parse(bytes, hash, new ServerTable());
    }
}
