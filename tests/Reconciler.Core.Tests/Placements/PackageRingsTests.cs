using Reconciler.Core.Placements;
using Reconciler.Core.Resources;
using Reconciler.Core.Servers;
using Reconciler.Core.Tests.Planning;
using CsCheck;

namespace Reconciler.Core.Tests.Placements;

/// <summary>Which server gets which version.</summary>
public class PackageRingsTests
{
    private const string Estate = """
        site hq
        site london < hq
        server h-1 @hq default
        server h-2 @hq
        server l-1 @london default
        server l-2 @london
        group pilot = h-1 l-1
        group stores = l-1 l-2
        group nobody =

        """;

    [Theory]
    [InlineData("", "c to pilot|b to stores|a to all-servers", "a: h-2|b: l-2|c: h-1, l-1", "the first rule that contains the server")]
    [InlineData("", "a to all-servers|c to pilot", "a: h-1, h-2, l-1, l-2|c: ", "a rule for everybody leaves nobody to the later ones")]
    [InlineData("", "c to pilot|a", "a: |c: h-1, l-1", "Default Servers without `to`")]
    [InlineData("", "c to pilot|b to l-2", "b: l-2|c: h-1, l-1", "whom no rule contains gets nothing")]
    [InlineData("", "c to nobody|b to pilot", "b: h-1, l-1|c: ", "a rule for nobody")]
    [InlineData("", "c to pilot except l-1|b to stores", "b: l-1, l-2|c: h-1", "what a rule excepts may match a later one")]
    [InlineData("", "c to pilot except l-1|b to l-2", "b: l-2|c: h-1", "and gets nothing where none does")]
    [InlineData("", "c to h-1|b to stores except stores|a to all-servers", "a: h-2, l-1, l-2|b: |c: h-1", "a rule may except all that it selects")]
    [InlineData("", "c to l-1|c to h-1|a to all-servers", "a: h-2, l-2|c: h-1, l-1", "two rules for one version")]
    [InlineData("", "c to h-1|a to pilot|c to all-servers", "a: l-1|c: h-1, h-2, l-2", "and another between them")]
    [InlineData("", "c to all-servers sites london|a to all-servers", "a: h-1, h-2|c: l-1, l-2", "sites belong to the rule")]
    [InlineData("", "c to l-2 sites hq,london fallback|a to all-servers", "a: h-2, l-1|c: h-1, l-2", "so does the fallback")]
    [InlineData("", "c to pilot|b to l-1 sites london fallback|a to all-servers", "a: h-2, l-2|b: |c: h-1, l-1", "the fallback is judged by the rule's own `to`, whoever wins")]
    [InlineData("except pilot", "c to pilot|a to all-servers", "a: h-2, l-2|c: ", "the package's `except` is for all rules")]
    [InlineData("except l-2", "c to l-2 sites london fallback|a to all-servers", "a: h-1, h-2, l-1|c: ", "and a member that it takes away still keeps its site from falling back")]
    [InlineData("except all-servers", "c to pilot|a to all-servers", "a: |c: ", "it may leave nobody at all")]
    public void Of_Rules_GiveTheseVersions(string package, string rules, string expected, string why) =>
        Assert.Equal((expected, why), (Versions(package, rules.Split('|')), why));

    [Fact]
    public void Of_AnyPackage_TheFirstRuleThatWouldSelectTheServerAloneDecides() =>
        GenScenarios.All.Sample(scenario =>
        {
            var desired = scenario.Desired;
            foreach (var package in desired.Packages.Values)
            {
                var alone = package.Package.Rules.Select(rule => Alone(package.Package, rule, desired.Groups)).ToArray();
                foreach (var server in desired.Groups.Declared)
                {
                    var isExcepted = package.Package.Except.Any(item => desired.Groups[item.Name].Contains(server));
                    var first = isExcepted ? -1 : Array.FindIndex(alone, servers => servers.Contains(server));

                    Assert.Equal(first < 0 ? null : package.Package.Rules[first].Version, package.For(server)?.Version.Name);
                    Assert.Equal(first < 0 ? null : package.Package.Rules[first], package.Targets.Winning(server)?.Rule);
                    Assert.Equal(first >= 0, package.Targets.Servers.Contains(server));
                }
            }
        });

    [Fact]
    public void Of_AnyPackage_AServerGetsOneVersionAtMost() =>
        GenScenarios.All.Sample(scenario =>
        {
            foreach (var package in scenario.Desired.Packages.Values)
            {
                Assert.Equal(package.Targets.Servers.Count, package.Versions.Sum(version => version.Servers.Count));
                Assert.Equal(package.Targets.Servers.Count, package.Targets.Rules.Sum(rule => rule.Servers.Count));
            }
        });

    private static ServerSet Alone(Package package, Distribution rule, GroupExpansion groups) =>
        PackageTargets.Of(package with { Rules = [rule], Except = [] }, groups).Servers;

    /// <summary>The versions that have a rule, by name.</summary>
    private static string Versions(string package, string[] rules)
    {
        var names = rules.Select(rule => rule.Split(' ')[0]).Distinct().Order(StringComparer.Ordinal);
        var text = string.Join('\n', [$"package viewer {package}", .. names.Select(name => $"version {name}"), .. rules.Select(rule => $"rule {rule}")]);
        var versions = new Scenario(Estate + text).Desired.Packages[new("viewer")].Versions;
        return string.Join('|', versions.Select(version => $"{version.Name}: {version.Servers}"));
    }
}
