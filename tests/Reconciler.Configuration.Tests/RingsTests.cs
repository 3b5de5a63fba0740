using Reconciler.Core.Diagnostics;
using Reconciler.Core.Resources;
using static Reconciler.Configuration.Tests.Given;

namespace Reconciler.Configuration.Tests;

/// <summary>Packages with several versions.</summary>
public sealed class RingsTests
{
    private const string Viewer = """
        
          versions:
          - version: 1.10
            source: { path: viewer/new }
          - { version: "1.9", source: { directory: /mnt/builds } }
          rules:
          - version: 1.10
            to: [dp-1]
            except: [dp-2]
            sites: [hq]
            includeSubsites: true
            fallbackToDefaultServers: true

          - { version: "1.9" }
          except: [dp-3]
        """;

    private static readonly string Servers = string.Concat(Enumerable.Range(1, 3).Select(i => Document("DistributionServer", $"dp-{i}", $"{{ address: dp-{i}, default: true }}")));

    [Fact]
    public void Package_Rings_AreRead()
    {
        var package = Package(Viewer);

        Assert.Equal(["1.10", "1.9"], package.Versions.Select(version => version.Name));
        Assert.Equal(["viewer/new", "/mnt/builds"], package.Versions.Select(version => version.Source.Path));
        Assert.Equal(["1.10", "1.9"], package.Rules.Select(rule => rule.Version));
        Assert.Equal(["dp-1 dp-2 hq", ""], package.Rules.Select(rule => string.Join(' ', rule.References.Select(reference => reference.Name))));
        Assert.Equal([true, false], package.Rules.Select(rule => rule.IncludeSubsites && rule.FallbackToDefaultServers));
        Assert.Equal(["dp-3"], package.Except.Select(reference => reference.Name));
    }

    [Fact]
    public void Package_Rings_KnowTheirLines()
    {
        var package = Package(Viewer);
        var first = package.At.Line;

        Assert.Equal([(3, 4), (5, 5)], package.Versions.Select(version => (version.At.Line - first, version.LastLine - first)));
        Assert.Equal([(7, 12), (14, 14)], package.Rules.Select(rule => (rule.At.Line - first, rule.LastLine - first)));
    }

    [Fact]
    public void Package_SameVersionForTwoRules_IsAllowed() =>
        Assert.Equal(2, Package("{ versions: [{ version: a, source: { path: p } }], rules: [{ version: a, to: [dp-1] }, { version: a, to: [dp-2] }] }").Rules.Length);

    [Theory]
    [InlineData("{ versions: [{ source: { path: p } }], rules: [{ version: a }] }", "RCN2006 at 5:20")]
    [InlineData("{ versions: [{ version: a }], rules: [{ version: a }] }", "RCN2006 at 5:20")]
    [InlineData("{ versions: [{ version: a, source: { path: p } }], rules: [{ to: [all-servers] }] }", "RCN2006 at 5:66")]
    [InlineData("{ versions: [{ version: -a, source: { path: p } }], rules: [{ version: a }] }", "RCN2105 at 5:31")]
    [InlineData("{ versions: [], rules: [{ version: a }] }", "RCN2015 at 5:19")]
    [InlineData("{ versions: [{ version: a, source: { path: p } }], rules: [] }", "RCN2015 at 5:65")]
    [InlineData("{ versions: [{ version: a, source: { path: p } }], rules: [a] }", "RCN2008 at 5:66")]
    [InlineData("{ versions: [{ version: a, source: { path: p }, to: [b] }], rules: [{ version: a }] }", "RCN2004 at 5:55")]
    [InlineData("{ versions: [{ version: a, source: { path: p } }], rules: [{ version: a, includeSubsites: true }] }", "RCN3016 at 5:80")]
    [InlineData("{ versions: [{ version: a, source: { path: p } }], rules: [{ version: a, to: [nobody] }] }", "RCN3003 at 5:85")]
    public void Package_BadRings_AreReportedOnce(string spec, string expected) => Assert.Equal([expected], Codes(Document("Package", "a", spec)));

    [Fact]
    public void Read_AWarning_LeavesTheCommitValid()
    {
        var result = Text(Servers + Document("Package", "a", "{ versions: [{ version: a, source: { path: p } }, { version: b, source: { path: p } }], rules: [{ version: b, to: [dp-1] }] }"));

        Assert.NotNull(result.Resources);
        Assert.Equal(Severity.Warning, Assert.Single(result.Diagnostics).Severity);
    }

    [Fact]
    public void Read_ARuleOfThePlainFormForNobody_IsNoWarning() =>
        Assert.Empty(Codes(Document("Package", "a", "{ source: { path: p }, distribute: { to: [all-servers] } }")));

    [Fact]
    public void Read_YamlBelowTheSourceOfAnyVersion_IsContent()
    {
        var package = Document("Package", "a", "{ versions: [{ version: a, source: { path: new } }, { version: b, source: { path: old } }], rules: [{ version: a, to: [dp-1] }, { version: b }] }");

        Assert.Equal([], Files("", ("estate.yaml", Servers + package), ("new/compose.yaml", "services: {}"), ("old/broken.yml", "[")).Diagnostics);
    }

    private static Package Package(string spec) =>
        Assert.Single(Resources(Document("Site", "hq", "{}"), Servers, Document("Package", "a", spec)).Packages);
}
