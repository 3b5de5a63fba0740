namespace Reconciler.House.Tests.Documentation;

public class MarkdownLinksTests
{
    [Fact]
    public void Links_OfTheRepository_LeadSomewhere() =>
        Rule.Holds(Repository.Files.Where(file => file.EndsWith(".md", StringComparison.Ordinal)).SelectMany(file => MarkdownLinks.Violations(file, Repository.Read(file), Exists, ReadMarkdown)));

    private static bool Exists(string path) => Path.Exists(Repository.FullPath(path));

    private static string? ReadMarkdown(string path) => path.EndsWith(".md", StringComparison.Ordinal) ? Repository.Read(path) : null;

    [Theory]
    [InlineData("[x](missing.md)", "a/b.md: links to 'missing.md', and there is no a/missing.md")]
    [InlineData("[x](../b.md)", "a/b.md: links to '../b.md', and there is no b.md")]
    [InlineData("[x](/a/c.md \"title\")", "a/b.md: links to '/a/c.md', and there is no a/c.md")]
    [InlineData("![x](picture.png)", "a/b.md: links to 'picture.png'")]
    [InlineData("[x]: other.md", "a/b.md: links to 'other.md'")]
    [InlineData("[x](b.md#nowhere)", "a/b.md: links to 'b.md#nowhere', and a/b.md has no such heading")]
    [InlineData("[x](#nowhere)", "a/b.md: links to '#nowhere', and a/b.md has no such heading")]
    public void Violations_LinkToNowhere_IsOne(string text, string expected) => Assert.StartsWith(expected, Assert.Single(Violations(text)), StringComparison.Ordinal);

    [Theory]
    [InlineData("[x](b.md) [y](./b.md#what-it-is) [z](#what-it-is)\n## What, it is?\n")]
    [InlineData("[x](https://example.com/missing.md) <mailto:a@example.com> [y](mailto:a@example.com)")]
    [InlineData("`[x](missing.md)`")]
    [InlineData("```\n[x](missing.md)\n```\n")]
    [InlineData("[x](../a)")]
    public void Violations_GoodLinks_AreNone(string text) => Assert.Empty(Violations(text));

    private static IEnumerable<string> Violations(string text) =>
        MarkdownLinks.Violations("a/b.md", text, path => path is "a/b.md" or "a", path => path == "a/b.md" ? text : null);
}
