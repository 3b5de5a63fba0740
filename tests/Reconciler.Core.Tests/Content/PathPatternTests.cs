using CsCheck;
using Reconciler.Core.Content;

namespace Reconciler.Core.Tests.Content;

public sealed class PathPatternTests
{
    [Theory]
    [InlineData("**", "a", true)]
    [InlineData("**", "a/.b/c", true)]
    [InlineData("*", "a", true)]
    [InlineData("*", ".a", true)]
    [InlineData("*", "a/b", false)]
    [InlineData("*.pdb", "a.pdb", true)]
    [InlineData("*.pdb", "a.PDB", false)]
    [InlineData("*.pdb", "x/a.pdb", false)]
    [InlineData("**/*.pdb", "a.pdb", true)]
    [InlineData("**/*.pdb", "x/y/a.pdb", true)]
    [InlineData("docs/**", "docs/a/b", true)]
    [InlineData("docs/**", "docs", false)]
    [InlineData("docs/**/a", "docs/a", true)]
    [InlineData("docs/**/a", "docs/x/y/a", true)]
    [InlineData("**/docs/**", "x/docs/a", true)]
    [InlineData("**/docs/**", "docs", false)]
    [InlineData("**/a/**/b", "a/a/x/b/b", true)]
    [InlineData("**/**/a", "a", true)]
    [InlineData("a?c", "abc", true)]
    [InlineData("a?c", "a/c", false)]
    [InlineData("?", "😀", true)]
    [InlineData("??", "😀", false)]
    [InlineData("*?", "😀", true)]
    [InlineData("[a-c]x", "bx", true)]
    [InlineData("[!a-c]x", "bx", false)]
    [InlineData("[^a-c]x", "dx", true)]
    [InlineData("[]]", "]", true)]
    [InlineData("[a-]", "-", true)]
    [InlineData("[*]", "*", true)]
    [InlineData("[*]", "a", false)]
    [InlineData("[😀-😂]", "😁", true)]
    [InlineData("a*b*c", "aXbYbc", true)]
    [InlineData("a*b*c", "aXbYb", false)]
    [InlineData("a b", "a b", true)]
    public void Matches_AsDocumented(string pattern, string path, bool expected) => Assert.Equal(expected, Parse(pattern).Matches(path));

    [Theory]
    [InlineData("")]
    [InlineData("/a")]
    [InlineData("a/")]
    [InlineData("a//b")]
    [InlineData("../a")]
    [InlineData("./a")]
    [InlineData("a**")]
    [InlineData("***")]
    [InlineData("[a")]
    [InlineData("[")]
    [InlineData("[]")]
    [InlineData("[b-a]")]
    [InlineData("[[:alpha:]]")]
    [InlineData("a\\b")]
    public void TryParse_NoPattern_SaysWhy(string text)
    {
        Assert.False(PathPattern.TryParse(text, PatternSyntax.Path, out _, out var problem));
        Assert.NotEmpty(problem);
    }

    [Fact]
    public void TryParse_AnyText_NeverThrows() => Gen.String.Sample(text =>
    {
        if (PathPattern.TryParse(text, PatternSyntax.GitIgnore, out var pattern, out _))
            pattern.Matches(text);
    });

    [Fact]
    public void Matches_AsTheNaiveMatcherDoes()
    {
        var parts = Gen.OneOf(Gen.Const("**"), Gen.String[Gen.Char["ab*?"], 1, 4].Select(part => part.Replace("**", "*", StringComparison.Ordinal)));
        var patterns = parts.Where(part => part == "**" || !part.Contains("**", StringComparison.Ordinal)).Array[1, 5].Select(all => string.Join('/', all));
        var paths = Gen.String[Gen.Char["ab"], 1, 3].Array[1, 5].Select(all => string.Join('/', all));

        Gen.Select(patterns, paths).Sample(
            (pattern, path) => Parse(pattern).Matches(path) == NaiveMatch(pattern.Split('/'), path.Split('/')), iter: 20_000);
    }

    [Fact]
    public void Matches_ManyStars_EndsSoon()
    {
        var path = string.Join('/', Enumerable.Repeat(new string('a', 200), 20));
        var stars = string.Concat(Enumerable.Repeat("*a", 100));
        var pattern = Parse(string.Join('/', Enumerable.Repeat($"**/{stars}", 5)) + "/b");

        Assert.False(pattern.Matches(path));
    }

    private static PathPattern Parse(string text) =>
        PathPattern.TryParse(text, PatternSyntax.Path, out var pattern, out var problem) ? pattern : throw new FormatException(problem);

    /// <summary>The definition, tried in every way.</summary>
    private static bool NaiveMatch(ReadOnlySpan<string> pattern, ReadOnlySpan<string> path)
    {
        if (pattern.IsEmpty)
            return path.IsEmpty;

        if (pattern[0] != "**")
            return !path.IsEmpty && NaivePartMatch(pattern[0], path[0]) && NaiveMatch(pattern[1..], path[1..]);

        if (pattern.Length == 1)
            return !path.IsEmpty;

        for (var taken = 0; taken <= path.Length; taken++)
        {
            if (NaiveMatch(pattern[1..], path[taken..]))
                return true;
        }

        return false;
    }

    private static bool NaivePartMatch(ReadOnlySpan<char> pattern, ReadOnlySpan<char> part)
    {
        if (pattern.IsEmpty)
            return part.IsEmpty;

        if (pattern[0] != '*')
            return !part.IsEmpty && (pattern[0] == '?' || pattern[0] == part[0]) && NaivePartMatch(pattern[1..], part[1..]);

        for (var taken = 0; taken <= part.Length; taken++)
        {
            if (NaivePartMatch(pattern[1..], part[taken..]))
                return true;
        }

        return false;
    }
}
