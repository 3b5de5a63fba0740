using System.Runtime.CompilerServices;
using Reconciler.Configuration.Input;
using Reconciler.Core.Resources;

namespace Reconciler.Configuration.Tests;

/// <summary>The repositories below <c>examples/</c>, each read as the root of a repository of its own.</summary>
public sealed class ExamplesTests
{
    private static readonly string Examples = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "../../examples"));

    private static readonly string[] noRepositories = ["operations", "pipelines"];

    public static TheoryData<string> Names => [.. Directory.GetDirectories(Examples).Where(directory => !noRepositories.Contains(Path.GetFileName(directory))).Select(directory => Path.GetFileName(directory)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Example_HasNoDiagnostics(string name)
    {
        var result = ConfigurationReader.Read(FilesOf(name), Directory.Exists(Path.Combine(Examples, name, "reconciler")) ? "reconciler" : "");

        Assert.NotEmpty(result.Resources!.Packages);
        Assert.Equal([], result.Diagnostics.Select(diagnostic => diagnostic.ToString()));
        Assert.All(result.Resources!.Packages.SelectMany(package => package.Versions), version =>
        {
            var source = Path.Combine(Examples, name, Assert.IsType<PackageSource.InRepository>(version.Source).Path);
            Assert.True(Path.Exists(source), $"{source} is missing");
        });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Example_IsInTheCanonicalForm(string name)
    {
        foreach (var file in FilesOf(name).Where(file => ConfigurationReader.IsYaml(file.Path) && ConfigurationFormat.IsOurs(file)))
            Assert.Equal(System.Text.Encoding.UTF8.GetString(file.Read()!.Value.Span), ConfigurationFormat.Format(file).Text);
    }

    [Fact]
    public void Examples_AreThere() => Assert.Superset(new HashSet<string> { "add-a-server", "branch-offices", "rings", "starter" }, Names.Select(row => row.Data).ToHashSet());

    [Fact]
    public void Starter_PolicyUncommented_IsStillValid()
    {
        var files = FilesOf("starter").Select(file => file.Path.EndsWith("policy.yaml", StringComparison.Ordinal) ? Uncommented(file) : file);

        Assert.Equal(Policy.Default, ConfigurationReader.Read(files, "reconciler").Resources!.Policy);
    }

    private static ConfigurationFile Uncommented(ConfigurationFile file)
    {
        var lines = System.Text.Encoding.UTF8.GetString(file.Read()!.Value.Span).Split('\n').Skip(1).Select(line => line.StartsWith("# ", StringComparison.Ordinal) ? line[2..] : line);
        return Given.File(file.Path, string.Join('\n', lines));
    }

    private static IEnumerable<ConfigurationFile> FilesOf(string name)
    {
        var root = Path.Combine(Examples, name);
        return Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
            .Where(file => ConfigurationReader.IsYaml(file) || ReconcilerIgnore.IsIgnoreFile(Path.GetFileName(file)))
            .Select(file => new ConfigurationFile(Path.GetRelativePath(root, file).Replace('\\', '/'), File.ReadAllBytes(file)));
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
