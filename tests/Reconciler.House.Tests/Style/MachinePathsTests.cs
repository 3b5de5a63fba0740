namespace Reconciler.House.Tests.Style;

public class MachinePathsTests
{
    private static readonly string[] text = [".cs", ".md", ".yaml", ".yml", ".json", ".props", ".targets", ".csproj", ".sln", ".txt", ".sh", ".jsonl"];

    [Fact]
    public void Paths_InTheRepository_BelongToNobody() =>
        Rule.Holds(
            from file in Repository.Files
            where text.Contains(Path.GetExtension(file)) || file.StartsWith(".ci/", StringComparison.Ordinal)
            where Path.GetFileName(file) != $"{nameof(MachinePathsTests)}.cs"
            from violation in MachinePaths.Violations(file, Repository.Read(file))
            select violation);

    [Theory]
    [InlineData("/home/ada/reconciler")]
    [InlineData("see /Users/ada/x")]
    [InlineData("\"/root/.nuget\"")]
    [InlineData(@"C:\Users\ada")]
    public void Violations_PathOfAMachine_IsOne(string line) => Assert.Single(MachinePaths.Violations("f", line));

    [Theory]
    [InlineData("https://example.com/home/page")]
    [InlineData("/srv/packages and tests/x")]
    [InlineData("/root")]
    public void Violations_OtherPaths_AreNone(string line) => Assert.Empty(MachinePaths.Violations("f", line));
}
