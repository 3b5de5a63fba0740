using Reconciler.Core.Content;

namespace Reconciler.Core.Tests.Content;

public sealed class PathPatternsTests
{
    [Theory]
    [InlineData("bin/a.dll", true)]
    [InlineData("bin/a.pdb", false)]
    [InlineData("readme.txt", true)]
    [InlineData("docs/readme.txt", false)]
    public void Selects_IncludedAndNotExcluded(string path, bool expected) =>
        Assert.Equal(expected, PathPatterns.Of(["bin/**", "*.txt"], ["**/*.pdb"]).Selects(path));

    [Fact]
    public void Everything_SelectsDotFiles() => Assert.True(PathPatterns.Everything.Selects(".config/.hidden"));

    [Fact]
    public void Of_NoPattern_Throws() => Assert.Throws<FormatException>(() => PathPatterns.Of(["["], []));
}
