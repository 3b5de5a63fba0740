namespace Reconciler.House.Tests.Packages;

public class ShippedPackagesTests
{
    private static IReadOnlyList<string> Of(string project) => ShippedPackages.Of(Repository.Read($"src/Reconciler.{project}/obj/project.assets.json"));

    [Fact]
    public void Packages_OfEveryShippedProject_AreFreeOfRoslyn() =>
        Rule.Holds(Repository.Projects.SelectMany(project => ShippedPackages.RoslynViolations(project, Of(project))));

    /// <summary>A package that comes along unasked is seen here. Read its licence, then name it in the notices.</summary>
    [Fact]
    public async Task Packages_Shipped_AreTheseAndNoOthers() => await Verify(string.Join('\n', Of("Cli")) + "\n");

    [Fact]
    public void Packages_Core_HasNone() => Assert.Empty(Of("Core"));

    [Theory]
    [InlineData("src/README.md")]
    [InlineData("src/THIRD-PARTY-NOTICES.md")]
    public void Packages_Shipped_AreNamedWithTheirVersion(string file)
    {
        var text = Repository.Read(file);

        Rule.Holds(
            from package in Of("Cli").Select(line => line.Split(' '))
            where !text.Split('\n').Any(line => line.Contains(package[0], StringComparison.Ordinal) && line.Contains(package[1], StringComparison.Ordinal))
            select $"{file}: no line names {package[0]} with its version {package[1]}; add it with its licence.");
    }

    [Fact]
    public void RoslynViolations_PackageOfRoslyn_IsOne() =>
        Assert.Equal(
            ["Cli: resolves Microsoft.CodeAnalysis.CSharp 5.0.0; what we ship is free of Roslyn. Remove the package that brings it (dotnet nuget why)."],
            ShippedPackages.RoslynViolations("Cli", ["Microsoft.CodeAnalysis.CSharp 5.0.0", "YamlDotNet 18.1.0"]));

    [Fact]
    public void Of_Assets_LeavesOutProjectsAndWhatTheSdkAdds()
    {
        const string Assets = """
            {
              "libraries": {
                "B/2.0.0": { "type": "package" },
                "a/1.0.0": { "type": "package" },
                "Microsoft.NET.ILLink.Tasks/10.0.1": { "type": "package" },
                "Reconciler.Core/0.1.0": { "type": "project" }
              },
              "project": { "frameworks": { "net10.0": { "dependencies": {
                "Microsoft.NET.ILLink.Tasks": { "target": "Package", "autoReferenced": true },
                "B": { "target": "Package" }
              } } } }
            }
            """;

        Assert.Equal(["a 1.0.0", "B 2.0.0"], ShippedPackages.Of(Assets));
    }
}
