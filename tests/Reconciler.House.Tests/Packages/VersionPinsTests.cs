namespace Reconciler.House.Tests.Packages;

public class VersionPinsTests
{
    [Fact]
    public void Pins_OfTheRepository_AreExactAndStandOnce() =>
        Rule.Holds(VersionPins.Violations("Directory.Packages.props", Repository.Read("Directory.Packages.props")));

    [Fact]
    public void Pins_OfProjects_AreNone() =>
        Rule.Holds(Repository.Files.Where(file => file.EndsWith(".csproj", StringComparison.Ordinal)).SelectMany(file => VersionPins.ProjectViolations(file, Repository.Read(file))));

    [Theory]
    [InlineData("1.2.3")]
    [InlineData("1.2.*")]
    [InlineData("[1.2.3,2.0)")]
    [InlineData("[1.2.3,)")]
    [InlineData("$(SomeVersion)")]
    public void Violations_VersionThatIsNotExact_IsOne(string version) => Assert.Single(VersionPins.Violations("p", Props($"""<PackageVersion Include="A" Version="{version}" />""")));

    [Theory]
    [InlineData("[1.2.3]")]
    [InlineData("[4.0.102.2]")]
    [InlineData("[1.0.0-beta.1]")]
    public void Violations_ExactVersion_IsNone(string version) => Assert.Empty(VersionPins.Violations("p", Props($"""<PackageVersion Include="A" Version="{version}" />""")));

    [Fact]
    public void Violations_PackageTwice_IsOne() =>
        Assert.Equal(["p: A stands 2 times; leave one."], VersionPins.Violations("p", Props("""<PackageVersion Include="A" Version="[1.0]" /><PackageVersion Include="a" Version="[1.0]" />""")));

    [Theory]
    [InlineData("Version")]
    [InlineData("VersionOverride")]
    public void ProjectViolations_VersionInAProject_IsOne(string attribute) =>
        Assert.Single(VersionPins.ProjectViolations("p", Props($"""<PackageReference Include="A" {attribute}="[1.0]" />""")));

    private static string Props(string items) => $"<Project><ItemGroup>{items}</ItemGroup></Project>";
}
