using static Reconciler.Configuration.Tests.Given;

namespace Reconciler.Configuration.Tests;

/// <summary>A document that is no YAML hides nothing else.</summary>
public sealed class BrokenDocumentTests
{
    [Fact]
    public void Read_SeveralBrokenDocuments_ReportsEach() =>
        Assert.Equal(
            ["RCN1004 at 6:10", "RCN2004 at 11:9", "RCN1004 at 13:4"],
            Codes(Document("Site", "hq", "{}") + "labels: a: b\n", Document("Site", "london", "{ parnet: hq }"), "---\na: }\n"));

    [Fact]
    public void Read_ReferenceToANameInABrokenDocument_IsNotReported()
    {
        var result = Files("", ("a.yaml", Document("DistributionServer", "dp-1", "{ address: a, site: london }")), ("b.yaml", Document("Site", "london", "{ parent: hq")));

        Assert.Equal(["b.yaml:5:18"], result.Diagnostics.Select(diagnostic => $"{diagnostic.At}"));
    }

    [Fact]
    public void Read_SpecIsWrong_TheNameIsStillKnown() =>
        Assert.Equal(["RCN2008 at 5:7"], Codes(Document("Site", "london", "nothing"), Document("DistributionServer", "dp-1", "{ address: a, site: london }")));

    [Fact]
    public void Read_AddressIsWrong_NobodyIsToldThatItIsMissing() =>
        Assert.Equal(["RCN2122 at 5:29"], Codes(Document("Site", "london", "{ servers: { address: a } }"), Document("DistributionServer", "dp-1", "{ site: london }")));

    [Fact]
    public void Read_MissingBracketAtTheEnd_IsAtTheLastWord()
    {
        Assert.Equal(["RCN1004 at 1:5"], Codes("a: [b"));
        Assert.Equal(["RCN1004 at 2:6"], Codes("b:\n a: [b\n\n"));
    }
}
