namespace Reconciler.House.Tests.Style;

public class SourceStyleTests
{
    [Fact]
    public void Sources_OfTheRepository_KeepTheStyle() => Rule.Holds(Repository.SourceFiles.SelectMany(file => SourceStyle.Violations(file, Repository.Read(file))));

    /// <summary>Not a rule, a reading: near 50 is where we want it.</summary>
    [Fact]
    public void Sources_BelowSrc_HaveAMedianLength()
    {
        var lengths = Repository.SourceFiles.Where(file => file.StartsWith("src/", StringComparison.Ordinal)).Select(file => SourceStyle.LineCount(Repository.Read(file))).Order().ToArray();

        TestContext.Current.TestOutputHelper!.WriteLine($"{lengths.Length} files below src, median {lengths[lengths.Length / 2]} lines, longest {lengths[^1]}");
        Assert.NotEmpty(lengths);
    }

    [Theory]
    [InlineData("    #" + "region Fields\n", "src/A/B.cs:1: '#" + "region'")]
    [InlineData("\nasync " + "void Go()\n", "src/A/B.cs:2: 'async " + "void'")]
    [InlineData("// TO" + "DO: later\n", "src/A/B.cs:1: 'TO" + "DO'")]
    [InlineData("// HA" + "CK\n", "src/A/B.cs:1: 'HA" + "CK'")]
    [InlineData("public sealed class C\n{\n}\n", "src/A/B.cs: its first type is C")]
    [InlineData("internal static class PathUtils;\n", "src/A/B.cs: the type PathUtils")]
    [InlineData("public record struct ServerManager(int X);\n", "src/A/B.cs: the type ServerManager")]
    [InlineData("namespace Other;\n", "src/A/B.cs: its namespace is Other; folders are namespaces, so A.")]
    public void Violations_BadSource_SaysWhereAndWhat(string text, string expected) =>
        Assert.Contains(SourceStyle.Violations("src/A/B.cs", text), violation => violation.StartsWith(expected, StringComparison.Ordinal));

    [Fact]
    public void Violations_LongFile_IsOne()
    {
        Assert.Single(SourceStyle.Violations("src/A/B.cs", string.Concat(Enumerable.Repeat("\n", 301)) + "//"));
        Assert.Empty(SourceStyle.Violations("src/A/B.cs", string.Concat(Enumerable.Repeat("//\n", 300))));
    }

    [Theory]
    [InlineData("src/A/B.cs", "namespace A;\npublic sealed record B(int X);\npublic enum Kind { }\n")]
    [InlineData("src/A/B.Linux.cs", "namespace A;\ninternal static partial class B\n{\n    private class Manager;\n}\n")]
    [InlineData("src/A/Program.cs", "return 0; // todos, hackers and a region\n")]
    [InlineData("src/A/C/B.cs", "namespace A.C;\npublic readonly record struct B<T>(T Value);\n")]
    public void Violations_GoodSource_IsNone(string file, string text) => Assert.Empty(SourceStyle.Violations(file, text));
}
