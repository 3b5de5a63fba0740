namespace Reconciler.House.Tests.Architecture;

public class ProjectArrowsTests
{
    [Fact]
    public void Arrows_ProjectsBelowSrc_PointDown()
    {
        var projects = Repository.Files.Where(file => file.StartsWith("src/", StringComparison.Ordinal) && file.EndsWith(".csproj", StringComparison.Ordinal)).ToArray();

        Assert.Equal(Repository.Projects.Length, projects.Length);
        Rule.Holds(projects.SelectMany(file => ProjectArrows.Violations(file, NameOf(file), Repository.Read(file))));
    }

    private static string NameOf(string file) => Path.GetFileNameWithoutExtension(file).Replace("Reconciler.", "", StringComparison.Ordinal);

    [Theory]
    [InlineData("Core", "Engine")]
    [InlineData("Engine", "Adapters")]
    [InlineData("Engine", "Engine")]
    [InlineData("Cli", "Testing")]
    public void Violations_ArrowUpOrAside_IsOne(string project, string target)
    {
        var violation = Assert.Single(ProjectArrows.Violations("x.csproj", project, Referring(target)));

        Assert.Contains($"x.csproj: refers to {target}", violation, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Cli", "Adapters")]
    [InlineData("Cli", "Core")]
    [InlineData("Configuration", "Core")]
    public void Violations_ArrowDown_IsNone(string project, string target) => Assert.Empty(ProjectArrows.Violations("x.csproj", project, Referring(target)));

    [Fact]
    public void Violations_NewProject_AsksForAPlace() => Assert.Contains("'Web'", Assert.Single(ProjectArrows.Violations("x.csproj", "Web", "<Project/>")), StringComparison.Ordinal);

    private static string Referring(string target) =>
        $"""<Project><ItemGroup><ProjectReference Include="..\Reconciler.{target}\Reconciler.{target}.csproj" /></ItemGroup></Project>""";
}
