using static Reconciler.Configuration.Tests.Given;

namespace Reconciler.Configuration.Tests;

/// <summary>Values keep their text; what looks like another type to YAML 1.1 does not become one.</summary>
public sealed class ScalarTests
{
    [Theory]
    [InlineData("1.10", "1.10")]
    [InlineData("3.0", "3.0")]
    [InlineData("'3.0'", "3.0")]
    [InlineData("010", "010")]
    [InlineData("1e3", "1e3")]
    [InlineData("2026-11-22", "2026-11-22")]
    [InlineData("true", "true")]
    [InlineData("null", "null")]
    public void Version_KeepsItsText(string written, string expected) =>
        Assert.Equal(expected, Resources(Document("Package", "a", $"{{ source: {{ path: p }}, version: {written} }}")).Packages[0].Versions[0].Name);

    [Fact]
    public void Name_LooksLikeAnotherType_IsAName() =>
        Assert.Equal(["007", "no", "yes"], Resources(Document("Site", "no", "{}"), Document("Site", "yes", "{ parent: no }"), Document("Site", "007", "{ parent: yes }")).Sites.Select(site => site.Name.Value));

    [Theory]
    [InlineData("yes")]
    [InlineData("True")]
    [InlineData("on")]
    [InlineData("1")]
    [InlineData("''")]
    public void Boolean_AnythingElse_IsRefused(string written) =>
        Assert.Equal(["RCN2009 at 5:33"], Codes(Document("DistributionServer", "dp-1", $"{{ address: dp-1, default: {written} }}")));

    [Theory]
    [InlineData("1_0")]
    [InlineData("+1")]
    [InlineData("0b11")]
    [InlineData("1.0")]
    [InlineData("12:30")]
    [InlineData("-1")]
    [InlineData("٣")]
    [InlineData("99999999999")]
    public void Integer_NotDecimal_IsRefused(string written) =>
        Assert.Equal(["RCN2010 at 5:32"], Codes(Document("DistributionServer", "dp-1", $"{{ address: dp-1, retain: {written} }}")));

    [Fact]
    public void UnknownField_IsReportedAsTheDesignShows()
    {
        var text = "apiVersion: reconciler/v1\nkind: DistributionServer\nmetadata:\n  name: dp-lon-01\n  labels:\n    tier: store\nspec:\n  address: dp-lon-01\n  bandwith: 20MiB/s\n";

        Assert.Equal(
            "stores/london.yaml:9:3: error RCN2004: unknown field 'bandwith'; did you mean 'bandwidth'?",
            $"{Assert.Single(Files("", ("stores/london.yaml", text)).Diagnostics)}");
    }

    [Fact]
    public void Annotations_AreAcceptedWhateverTheyHold() =>
        Assert.Single(Resources("apiVersion: reconciler/v1\nkind: Site\nmetadata:\n  name: a\n  annotations: { owner: [a, { b: c }], empty: }\n").Sites);
}
