using static Reconciler.Configuration.Tests.Given;

namespace Reconciler.Configuration.Tests;

public sealed class ReconcilerIgnoreTests
{
    [Theory]
    [InlineData("*.yaml", "a/b.yaml", true)]
    [InlineData("b.yaml", "a/b.yaml", true)]
    [InlineData("/b.yaml", "a/b.yaml", false)]
    [InlineData("/b.yaml", "b.yaml", true)]
    [InlineData("a/b.yaml", "a/b.yaml", true)]
    [InlineData("a/b.yaml", "x/a/b.yaml", false)]
    [InlineData("a/", "a/b.yaml", true)]
    [InlineData("a/", "x/a/b.yaml", true)]
    [InlineData("b.yaml/", "a/b.yaml", false)]
    [InlineData("a/**", "a/x/b.yaml", true)]
    [InlineData("**/x/b.yaml", "a/x/b.yaml", true)]
    [InlineData("a/**/b.yaml", "a/b.yaml", true)]
    [InlineData("a*b.yaml", "a/b.yaml", false)]
    [InlineData("a**b.yaml", "aXb.yaml", true)]
    [InlineData("[ab].yaml", "b.yaml", true)]
    [InlineData("[!ab].yaml", "b.yaml", false)]
    [InlineData("\\#a.yaml", "#a.yaml", true)]
    [InlineData("#a.yaml", "#a.yaml", false)]
    [InlineData("\\!a.yaml", "!a.yaml", true)]
    [InlineData("a.yaml   ", "a.yaml", true)]
    [InlineData("a\\ ", "a ", true)]
    [InlineData("*.yaml\n!keep.yaml", "keep.yaml", false)]
    [InlineData("!keep.yaml\n*.yaml", "keep.yaml", true)]
    [InlineData("a/\n!a/keep.yaml", "a/keep.yaml", true)]
    [InlineData("a/*\n!a/keep.yaml", "a/keep.yaml", false)]
    [InlineData("A.yaml", "a.yaml", false)]
    [InlineData("a.yaml\r\n", "a.yaml", true)]
    public void IsIgnored_AsGitDoes(string lines, string path, bool expected) =>
        Assert.Equal(expected, Ignore((".reconcilerignore", lines)).IsIgnored(path));

    [Fact]
    public void IsIgnored_NestedFile_CountsFromItsDirectoryAndWins()
    {
        var ignore = Ignore((".reconcilerignore", "*.yaml\n"), ("a/.reconcilerignore", "!/keep.yaml\n"));

        Assert.False(ignore.IsIgnored("a/keep.yaml"));
        Assert.True(ignore.IsIgnored("a/b/keep.yaml"));
        Assert.True(ignore.IsIgnored("keep.yaml"));
    }

    private static ReconcilerIgnore Ignore(params (string Path, string Text)[] files) =>
        ReconcilerIgnore.Read(files.Select(file => File(file.Path, file.Text)), "");
}
