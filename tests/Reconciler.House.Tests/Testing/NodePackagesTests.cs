using Reconciler.Testing;

namespace Reconciler.House.Tests.Testing;

public class NodePackagesTests
{
    [Fact]
    public void Missing_PackagesInTheirVersions_IsNull()
    {
        using var directory = new TemporaryDirectory();
        directory.Write("node_modules/ajv/package.json", """{ "version": "8.20.0" }""");

        Assert.Null(NodePackages.Missing(directory.Path, "ajv@8.20.0"));
    }

    [Theory]
    [InlineData("ajv@8.20.1")]
    [InlineData("yaml@8.20.0")]
    public void Missing_AnotherVersionOrPackage_NamesTheCommand(string package)
    {
        using var directory = new TemporaryDirectory();
        directory.Write("node_modules/ajv/package.json", """{ "version": "8.20.0" }""");

        Assert.Equal($"This test needs {package}: npm install --prefix ~/.cache/reconciler-tests/node {package}", NodePackages.Missing(directory.Path, package));
    }
}
