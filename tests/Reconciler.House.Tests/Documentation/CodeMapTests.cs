namespace Reconciler.House.Tests.Documentation;

public class CodeMapTests
{
    [Fact]
    public void Map_OfTheRepository_IsTrue() =>
        Rule.Holds(CodeMap.Violations(Repository.Read("src/README.md"), Repository.Files.Where(file => file.StartsWith("src/Reconciler.", StringComparison.Ordinal) && Path.GetExtension(file) is (".cs" or ".csproj"))));

    private static readonly string[] sources = ["src/Reconciler.X/Program.cs", "src/Reconciler.X/A/B/C.cs", "src/Reconciler.X/D/E.cs"];

    [Fact]
    public void Violations_TrueMap_AreNone() =>
        Assert.Empty(CodeMap.Violations("# Map\n### Reconciler.X\nWords.\n\n- `A/B/`: one\n- `D/`: two\n\n## Next\n- `Z/`: not of the map\n", sources));

    [Theory]
    [InlineData("# Map\n", "has no heading '### Reconciler.X'")]
    [InlineData("### Reconciler.X\n- `A/B/`: one\n", "has no line '- `D/`: …'")]
    [InlineData("### Reconciler.X\n- `A/B/`: one\n- `D/`: two\n- `F/`: gone\n", "names `F/`, which is not there")]
    [InlineData("### Reconciler.X\n- `A/B/`: one\n- `D/`: two\n\n### Reconciler.Y\n", "describes Reconciler.Y, which is not there")]
    public void Violations_MapThatIsWrong_IsOne(string map, string expected) => Assert.Contains(expected, Assert.Single(CodeMap.Violations(map, sources)), StringComparison.Ordinal);
}
