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

    private static Gen<string> Targets { get; } = Gen.Select(
        Gen.Shuffle(targets, 0, 3), Gen.Shuffle(targets, 0, 1),
        (to, except) => $"{(to.Length == 0 ? "" : $" to {string.Join(',', to)}")}{(except.Length == 0 ? "" : $" except {string.Join(',', except)}")}");

    private static Gen<string> Fate { get; } = Gen.Select(Gen.OneOf("", "", "", " retired"), Gen.Int[0, 3], (retired, min) => $"{retired} min={min}");

    /// <param name="rules">What may stand behind the targets.</param>
    private static Gen<string> Package(string[] rules) => Gen.OneOf(OfOneVersion(rules), OfOneVersion(rules), Rings(rules));

    /// <summary><c>$</c> stands for the package's number.</summary>
    private static Gen<string> OfOneVersion(string[] rules) => Gen.Select(
        Targets, Gen.Int[1, 3], Gen.OneOf(rules), Fate, (to, digest, rule, fate) => $"package p$ $.0{to} digest={digest}{rule}{fate}");

    /// <summary>Versions may have the same content, and rules the same version.</summary>
    private static Gen<string> Rings(string[] rules) => Gen.Select(
        Gen.Shuffle(targets, 0, 1), Gen.Int[1, 3].Array[2], Gen.Select(Gen.Int[0, 1], Targets, Gen.OneOf(rules)).Array[1, 3], Fate,
        (except, digests, ofRules, fate) => string.Join('\n',
        [
            $"package p${(except.Length == 0 ? "" : $" except {except[0]}")}{OfPackage(ofRules[0].Item3)}{fate}",
            .. digests.Select((digest, i) => $"version $.{i} digest={digest}{OfVersion(i == 0 ? ofRules[0].Item3 : "")}"),
            .. ofRules.Select(rule => $"rule $.{rule.Item1}{rule.Item2}{rule.Item3}"),
        ]));

    private static string OfPackage(string rule) =>
        string.Concat(rule.Split(' ').Where(word => word == "refresh" || word.Contains('=', StringComparison.Ordinal) && !word.StartsWith("fault", StringComparison.Ordinal)).Select(word => $" {word}"));

    private static string OfVersion(string rule) => rule.StartsWith(" fault", StringComparison.Ordinal) ? rule : "";

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
            .. packages.Select((lines, i) => lines.Replace("$", $"{i}", StringComparison.Ordinal)),
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
