using CsCheck;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;
using Reconciler.Core.Tests.TransferPackages;
using Reconciler.Core.TransferPackages;

namespace Reconciler.Core.Tests.Planning;

/// <summary>Random repositories of up to six servers, three groups and three packages, each with a random history on the first five servers.</summary>
internal static class GenScenarios
{
    private static readonly string[] servers = ["dp-1", "dp-2", "dp-3", "dp-4", "dp-5", "dp-6"];

    private static readonly ServerTable table = TableOf(servers);

    // The last one is not declared.
    private static readonly string[] packages = ["p0", "p1", "p9"];

    private static readonly string[] targets = [.. servers, "g0", "g1", "g2", "all-servers", "default-servers"];

    private static readonly Gen<string> server = Gen.Select(
        Gen.OneOf("", " @hq", " @london", " @paris"), Gen.OneOf("", " default"), Gen.OneOf("", "", "", " retired"), Gen.Int[0, 2], Gen.OneOf("", " tier=store"),
        (site, isDefault, retired, retain, label) => $"{site}{isDefault}{retired} retain={retain}{label}");

    private static readonly Gen<string> group = Gen.Select(
        Gen.Shuffle(servers, 0, 3), Gen.OneOf("", "", " {tier=store}", " {}"), (members, selector) => string.Join(' ', members) + selector);

    /// <param name="rules">What may stand behind the targets.</param>
    private static Gen<string> Package(string[] rules) => Gen.Select(
        Gen.Shuffle(targets, 0, 3), Gen.Shuffle(targets, 0, 1), Gen.Int[1, 3], Gen.OneOf(rules), Gen.OneOf("", "", "", " retired"), Gen.Int[0, 3],
        (to, except, digest, rule, retired, min) =>
            $"{(to.Length == 0 ? "" : $" to {string.Join(',', to)}")}{(except.Length == 0 ? "" : $" except {string.Join(',', except)}")} digest={digest}{rule}{retired} min={min}");

    private static readonly string[] someRules = ["", "", " sites london", " sites hq,paris subsites", " priority=high"];

    private static readonly string[] allRules =
        [.. someRules, " sites london,paris fallback", " refresh", " as=Apps/X", " fault=SourceFailed", " sites london fallback refresh"];

    /// <summary>Without what makes one server depend on another by design: the fallback and <c>existing: refresh</c>.</summary>
    public static Gen<Scenario> Independent { get; } = Scenarios(Repositories(someRules));

    public static Gen<Scenario> All { get; } = Scenarios(Repositories(allRules));

    /// <summary>Without sources that fail.</summary>
    public static Gen<Scenario> Sound { get; } = Scenarios(Repositories([.. allRules.Where(rule => !rule.Contains("fault", StringComparison.Ordinal))]));

    public static ServerTable TableOf(IEnumerable<string> names)
    {
        var numbered = new ServerTable();
        numbered.SetOf(names.Select(name => new ServerName(name)));
        return numbered;
    }

    private static Gen<string> Repositories(string[] rules) => Gen.Select(
        Gen.Select(server, Gen.OneOf(true, true, false)).Array[servers.Length], group.Array[3], Package(rules).Array[0, 3], Gen.OneOf("", "", "noprune"),
        (declared, groups, packages, prune) => string.Join('\n',
        [
            "site hq", "site london < hq", "site paris < london", $"policy {prune} perPlan=3",
            .. declared.Select((line, i) => line.Item2 ? $"server {servers[i]}{line.Item1}" : ""),
            .. groups.Select((line, i) => $"group g{i} = {line}{(i == 2 ? " +g0" : "")}"),
            .. packages.Select((line, i) => $"package p{i} {i}.0{line}"),
        ]));

    private static Gen<Scenario> Scenarios(Gen<string> repositories) => Gen.Select(
        repositories,
        GenRecords.History(table).Array[3],
        Gen.Int[0, 5].Array[0, 2],
        (text, histories, unreachable) =>
        {
            var scenario = new Scenario(text, table);
            foreach (var (name, history) in packages.Zip(histories))
                scenario.With(history.Aggregate(new TransferPackage(new(name), table), (package, record) => package.Apply(record)));
            foreach (var number in unreachable)
                scenario.ServerHappened(servers[number], new ServerEvent.Failed(TroubleKind.Unreachable, 1, null, ""));
            return scenario.After(TimeSpan.FromHours(2));
        });
}
