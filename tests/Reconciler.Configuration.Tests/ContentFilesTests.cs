using static Reconciler.Configuration.Tests.Given;

namespace Reconciler.Configuration.Tests;

/// <summary>Which YAML is configuration, which is content, and which is neither.</summary>
public sealed class ContentFilesTests
{
    private static readonly string PackageA = Document("Package", "a", "{ source: { path: packages/a } }");

    [Theory]
    [InlineData("packages/a/compose.yaml", "services: {}\n")]
    [InlineData("packages/a/deep/broken.yml", "a: [\n\t- {")]
    [InlineData("packages/a", "not even a directory")]
    public void Read_YamlBelowASource_IsContent(string path, string text) =>
        Assert.NotNull(Files("", ("estate.yaml", PackageA), (path, text)).Resources);

    [Fact]
    public void Read_YamlBesideASource_IsNot() =>
        Assert.Equal(["packages/ab.yaml:1:1"], Places(Files("", ("estate.yaml", PackageA), ("packages/ab.yaml", "services: {}\n"))));

    [Fact]
    public void Read_OurDocumentBelowASource_IsAnErrorUntilItIsListed()
    {
        (string, string)[] files = [("estate.yaml", PackageA), ("packages/a/x.yaml", Document("Site", "x", "{ parent: nowhere }"))];

        Assert.Contains("packages/a/x.yaml:2:1", Places(Files("", files)));
        Assert.NotNull(Files("", [.. files, (".reconcilerignore", "/packages/a/x.yaml\n")]).Resources);
    }

    [Fact]
    public void Read_ForeignDocument_IsAnErrorUntilTheSuggestedLineIsAdded()
    {
        (string, string) foreign = ("conf/my [odd] *name.yaml", "a: b\n");
        var message = Assert.Single(Files("conf", foreign).Diagnostics).Sentence;
        var line = message.Split('\'')[3];

        Assert.NotNull(Files("conf", foreign, ("conf/.reconcilerignore", line)).Resources);
    }

    [Fact]
    public void Read_OutsideTheConfigurationPath_IsNotLookedAt() =>
        Assert.True(Files("conf", ("other/a.yaml", ": ["), ("conference.yaml", ": [")).Resources!.IsEmpty);

    [Fact]
    public void Read_DotDirectories_AreLeftOut()
    {
        Assert.True(Files("", (".github/workflows/ci.yaml", "on: push\n"), ("a/.cache/b.yaml", ": [")).Resources!.IsEmpty);
        Assert.Single(Files(".config", (".config/a.yaml", Document("Site", "a", "{}"))).Resources!.Sites);
    }

    [Fact]
    public void Read_EmptyDocuments_AreNothing() =>
        Assert.True(Files("", ("a.yaml", "# nothing\n---\n---\n# still nothing\n"), ("b.yml", "")).Resources!.IsEmpty);

    private static string[] Places(ConfigurationResult result) => [.. result.Diagnostics.Select(diagnostic => $"{diagnostic.At}")];
}
