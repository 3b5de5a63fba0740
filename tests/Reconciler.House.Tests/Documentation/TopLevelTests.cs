namespace Reconciler.House.Tests.Documentation;

/// <summary>The first page that a visitor sees holds what a visitor needs.</summary>
public class TopLevelTests
{
    private static readonly string[] allowed =
        ["src", "tests", "examples", "README.md", "LICENSE", "Reconciler.sln", "global.json", "BannedSymbols.txt", "Directory.Build.props", "Directory.Packages.props"];

    [Fact]
    public void Names_AtTheTop_AreTheseAndDotFiles() =>
        Rule.Holds(
            Repository.Files.Select(file => file.Split('/')[0]).Distinct()
                .Where(name => !name.StartsWith('.') && !allowed.Contains(name))
                .Select(name => $"{name}: does not belong at the top; put it below src, tests, examples or .github."));
}
