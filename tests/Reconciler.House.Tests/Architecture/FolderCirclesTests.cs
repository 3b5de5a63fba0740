using Reconciler.House.Tests.Symbols;
using Reconciler.House.Tests.Symbols.Samples;

namespace Reconciler.House.Tests.Architecture;

public class FolderCirclesTests
{
    [Theory]
    [InlineData("Core")]
    [InlineData("Configuration")]
    [InlineData("Engine")]
    [InlineData("Adapters")]
    [InlineData("Cli")]
    public void Folders_OfAProject_FormNoCircle(string project) =>
        Rule.Holds(FolderCircles.Violations(project, AssemblyReferences.Read(Repository.AssemblyFile(project))));

    [Fact]
    public void Violations_TwoFoldersThatNeedEachOther_NamesBothAndTheTypes()
    {
        var violation = Assert.Single(FolderCircles.Violations("X", [Type("X.A", "One", "X.B.Two"), Type("X.B", "Two", "X.A.One")]));

        Assert.StartsWith("X: the folders X.A → X.B → X.A form a circle (X.A.One uses X.B.Two; X.B.Two uses X.A.One).", violation, StringComparison.Ordinal);
    }

    [Fact]
    public void Violations_ThreeInARing_AreOneCircle() =>
        Assert.Contains("X.A → X.B → X.C → X.A", Assert.Single(FolderCircles.Violations("X", [Type("X.A", "One", "X.B.Two"), Type("X.B", "Two", "X.C.Three"), Type("X.C", "Three", "X.A.One")])), StringComparison.Ordinal);

    [Fact]
    public void Violations_ParentAndChild_AreACircleToo() =>
        Assert.Single(FolderCircles.Violations("X", [Type("X", "One", "X.A.Two"), Type("X.A", "Two", "X.One")]));

    [Fact]
    public void Violations_OneWay_AreNone() =>
        Assert.Empty(FolderCircles.Violations("X", [Type("X.A", "One", "X.B.Two", "System.String"), Type("X.B", "Two", "X.C.Three"), Type("X.C", "Three"), Type("X.A", "Four", "X.C.Three")]));

    /// <summary>The whole way, from a built assembly.</summary>
    [Fact]
    public void Violations_CircleOfTheSamples_IsFound()
    {
        var samples = AssemblyReferences.Read(typeof(Offender).Assembly.Location).Where(type => type.Namespace.StartsWith(typeof(Offender).Namespace!, StringComparison.Ordinal));

        Assert.Contains("Lowest uses Reconciler.House.Tests.Symbols.Samples.Awaiting", Assert.Single(FolderCircles.Violations("House", [.. samples])), StringComparison.Ordinal);
    }

    private static TypeReferences Type(string folder, string name, params string[] uses) => new(folder, name, uses.ToHashSet(), new HashSet<string>());
}
